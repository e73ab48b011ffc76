import * as v from 'valibot';

/**
 * Parsing of large data that is nearly always right as it stands. Valibot copies all that it parses, and keeps account of
 * every field on the way, which is most of the time that a record takes: so it is asked only where a look doesn't do.
 */

/** Whether a schema would give a value back unchanged; true only where that is sure. */
type Guard = (value: unknown) => boolean;

/** Of what is not looked through. */
const UNSURE: Guard = () => false;
const CONFIG = {};

/** The schemas that are looked through; what is none of them is left to valibot. */
type Known =
  | v.StringSchema<undefined>
  | v.NumberSchema<undefined>
  | v.BooleanSchema<undefined>
  | v.UnknownSchema
  | v.LiteralSchema<v.Literal, undefined>
  | v.PicklistSchema<v.PicklistOptions, undefined>
  | v.OptionalSchema<v.GenericSchema, unknown>
  | v.LazySchema<v.GenericSchema>
  | v.ArraySchema<v.GenericSchema, undefined>
  | v.RecordSchema<v.GenericSchema<string>, v.GenericSchema, undefined>
  | v.ObjectSchema<v.ObjectEntries, undefined>;

/**
 * Parses as `v.safeParse` does.
 * @returns a value that is right as it stands itself, not a copy of it
 */
export function quickParse<T extends v.GenericSchema>(
  schema: T,
  value: unknown,
  config?: v.Config<v.InferIssue<T>>,
): v.SafeParseResult<T> {
  if (!guardOf(schema)(value)) return v.safeParse(schema, value, config);
  return { typed: true, success: true, output: value as v.InferOutput<T>, issues: undefined };
}

const guards = new WeakMap<v.GenericSchema, Guard>();

function guardOf(schema: v.GenericSchema): Guard {
  let guard = guards.get(schema);
  if (!guard) {
    guard = 'pipe' in schema ? pipeGuard(schema.pipe as v.GenericPipeItem[]) : schemaGuard(schema);
    guards.set(schema, guard);
  }
  return guard;
}

/** What only looks, step by step: one may be there to keep the next from what it can't bear. */
function pipeGuard(pipe: readonly v.GenericPipeItem[]): Guard {
  const steps = pipe.map((item): Guard => {
    if (item.kind === 'schema') return guardOf(item as v.GenericSchema);
    if (item.kind !== 'validation') return UNSURE;
    const validation = item as v.GenericValidation;
    return (value) => !validation['~run']({ typed: true, value }, CONFIG).issues;
  });
  return (value) => {
    for (const passes of steps) if (!passes(value)) return false;
    return true;
  };
}

function schemaGuard(schema: v.GenericSchema): Guard {
  // It says what stands for a value that is wrong or missing.
  if ('fallback' in schema) return UNSURE;
  const known = schema as Known;
  switch (known.type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'number':
      return (value) => typeof value === 'number' && !Number.isNaN(value);
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'unknown':
      return () => true;
    case 'literal':
      return (value) => value === known.literal;
    case 'picklist':
      return (value) => (known.options as readonly unknown[]).includes(value);
    case 'optional': {
      const guard = guardOf(known.wrapped);
      return (value) => (value === undefined ? known.default === undefined : guard(value));
    }
    case 'lazy':
      return (value) => guardOf(known.getter(value))(value);
    case 'array': {
      const guard = guardOf(known.item);
      return (value) => {
        if (!Array.isArray(value)) return false;
        for (const item of value) if (!guard(item)) return false;
        return true;
      };
    }
    case 'record':
      return recordGuard(guardOf(known.key), guardOf(known.value));
    case 'object':
      return objectGuard(known.entries);
    default:
      return UNSURE;
  }
}

function objectGuard(entries: v.ObjectEntries): Guard {
  const fields = Object.entries(entries).map(([name, schema]) => ({
    name,
    guard: guardOf(schema as v.GenericSchema),
    isOptional: schema.type === 'optional',
  }));
  return (value) => {
    if (!isPlain(value)) return false;
    let known = 0;
    for (const { name, guard, isOptional } of fields) {
      if (name in value) known += 1;
      else if (!isOptional) return false;
      if (!guard(value[name])) return false;
    }
    // Valibot leaves out what the schema doesn't name.
    for (const _ in value) known -= 1;
    return known === 0;
  };
}

/** Names that valibot leaves out of records. */
const LEFT_OUT = ['__proto__', 'prototype', 'constructor'];

function recordGuard(keyGuard: Guard, valueGuard: Guard): Guard {
  return (value) =>
    isPlain(value) &&
    Object.entries(value).every(
      ([name, field]) => !LEFT_OUT.includes(name) && keyGuard(name) && valueGuard(field),
    );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
