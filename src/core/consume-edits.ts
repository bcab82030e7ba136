import type { EditMap } from 'micromark-util-edit-map';

type Events = Parameters<EditMap['consume']>[0];

/**
 * Carries out the edits of an edit map of micromark, as its own `consume` does, which copies all events of the
 * document each time: that is whenever a list closes or a heading is underlined, so that its time grows with their
 * square. This copies those from the first edit on, mostly a few at the end.
 *
 * @param events What is parsed so far; changed in place.
 * @see micromark-util-edit-map 1.0.0, new with micromark 4.0.3
 */
export function consumeEdits(this: EditMap, events: Events): undefined {
  this.map.sort(([first], [second]) => first - second);
  const start = this.map[0]?.[0];
  if (start === undefined) return;
  const tail = events.slice(start);
  events.length = start;
  let kept = 0;
  for (const [index, remove, add] of this.map) {
    for (; kept < index - start; kept++) events.push(tail[kept]!);
    for (const event of add) events.push(event);
    kept = index - start + remove;
  }
  for (; kept < tail.length; kept++) events.push(tail[kept]!);
  this.map.length = 0;
  this.index.clear();
}
