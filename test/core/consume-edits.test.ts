import fc from 'fast-check';
import { EditMap } from 'micromark-util-edit-map';
import { expect, test } from 'vitest';
import { consumeEdits } from '../../src/core/consume-edits.ts';

type Events = Parameters<EditMap['consume']>[0];

test('edits of events are carried out as micromark itself does it', () => {
  const index = fc.nat(12);
  const edit = fc.record({
    index,
    remove: fc.nat(3),
    add: fc.array(fc.string(), { maxLength: 3 }),
    before: fc.boolean(),
  });
  fc.assert(
    fc.property(index, fc.array(edit, { maxLength: 6 }), (count, edits) => {
      const results = [EditMap.prototype.consume, consumeEdits].map((consume) => {
        const events = Array.from({ length: count }, (_, at) => at) as unknown as Events;
        const map = new EditMap();
        for (const { index: at, remove, add, before } of edits) {
          const added = [...add] as unknown as Events;
          if (before) map.addBefore(at, remove, added);
          else map.add(at, remove, added);
        }
        consume.call(map, events);
        return { events, map };
      });
      expect(results[1]).toEqual(results[0]);
    }),
  );
});
