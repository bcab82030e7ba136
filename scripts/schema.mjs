// Makes schema.json, which editors read, from the validator in src/config/config-schema.ts.
// Usage: node scripts/schema.mjs [--print]
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { format } from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/config/config-schema.ts'],
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const { configSchema } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'owner-sync.json',
  ...toJsonSchema(configSchema),
};
const text = await format(JSON.stringify(schema), { parser: 'json', printWidth: 110 });
if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(`${root}/schema.json`, text);

/** The few kinds of valibot schemas that the configuration uses; any other is an error, never left out. */
function toJsonSchema(schema) {
  if (!schema.pipe) return convert(schema);
  return Object.assign(
    {},
    ...schema.pipe.map((step) => (step.kind === 'schema' ? toJsonSchema(step) : convert(step))),
  );
}

function convert(part) {
  switch (part.type) {
    case 'strict_object':
      return {
        type: 'object',
        additionalProperties: false,
        required: Object.keys(part.entries).filter((key) => part.entries[key].type !== 'optional'),
        properties: Object.fromEntries(
          Object.entries(part.entries).map(([key, value]) => [key, toJsonSchema(value)]),
        ),
      };
    case 'optional': {
      const inner = toJsonSchema(part.wrapped);
      return part.default === undefined || typeof part.default === 'object'
        ? inner
        : { ...inner, default: part.default };
    }
    case 'record':
      return {
        type: 'object',
        propertyNames: toJsonSchema(part.key),
        additionalProperties: toJsonSchema(part.value),
      };
    case 'picklist':
      return { enum: [...part.options] };
    case 'boolean':
    case 'string':
    case 'number':
      return { type: part.type };
    case 'integer':
      return { type: 'integer' };
    case 'non_empty':
      return { minLength: 1 };
    case 'min_value':
      return { minimum: part.requirement };
    case 'min_entries':
      return { minProperties: part.requirement };
    case 'description':
      return { description: part.description };
    default:
      throw new Error(`scripts/schema.mjs does not know valibot's ${part.kind} ${part.type}`);
  }
}
