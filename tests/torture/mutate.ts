import { type Random, seededRandom } from '../tools/random';

/** Inputs made of valid ones: nearly right, which is where parsers go wrong. */

/** What means something to one parser or another, and what means nothing to any. */
const PIECES = [
  ...[
    '"',
    "'",
    '\\',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '\n',
    '\r\n',
    '\r',
    '\t',
    ' ',
    '　',
    '\0',
    '\ufeff',
    '\u2028',
  ],
  ...[
    '\ud800',
    '\udc00',
    '𠮷',
    'é',
    '\u0301',
    '\u202e',
    '&',
    '<',
    '>',
    '&amp;',
    '&#x0;',
    '<!--',
    ']]>',
    '<![CDATA[',
  ],
  ...[
    '{%',
    '%}',
    '{{',
    '}}',
    '|',
    '*',
    '_',
    '`',
    '```',
    '~',
    '> ',
    '- ',
    '1. ',
    '# ',
    '===',
    '---',
    '](',
    '![',
    '\\',
  ],
  ...[
    '一',
    '（一）',
    '第一章',
    '、',
    '①',
    'IX',
    '百',
    '十',
    '2024-05-06 08:30',
    '２０２４年',
    '9'.repeat(400),
    '1e999',
    '-0',
  ],
  ...[
    'null',
    'true',
    '__proto__',
    'constructor',
    '来源：',
    '编辑:',
    '作者 ',
    '记者',
    '标签:',
    '日期:',
    '..',
    '/',
    '%',
    '-"',
  ],
  ...['<div>', '</div>', '<p>', '<table>', 'charset=big5', 'javascript:', 'https://', 'a'.repeat(300)],
];

/** Values where others are awaited. */
const ODD_VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    1e21,
    Number.MAX_SAFE_INTEGER,
    '',
    '0',
    ' ',
    '\ud800',
    [],
    {},
    [[]],
    { a: { b: [] } },
  ],
  ...['javascript:alert(1)', 'https://a.cn/', '2026-02-31', '2026-07-02T01:30:00.000Z', '../..', '__proto__'],
];

/** A text with one to four things done to it. */
export function mutateText(random: Random, text: string, others: readonly string[] = []): string {
  let mutant = text;
  for (let times = random.between(1, 4); times > 0; times -= 1) mutant = mutateOnce(random, mutant, others);
  return mutant;
}

function mutateOnce(random: Random, text: string, others: readonly string[]): string {
  const at = random.between(0, text.length);
  const end = Math.min(text.length, at + random.between(1, 30));
  const [before, slice, after] = [text.slice(0, at), text.slice(at, end), text.slice(end)];
  switch (random.below(8)) {
    case 0:
      return before + after;
    case 1:
      return before + random.pick(PIECES) + slice + after;
    case 2:
      return before + random.pick(PIECES).repeat(random.between(2, 20)) + slice + after;
    case 3:
      return before + slice.repeat(random.between(2, 20)) + after;
    case 4:
      return before + String.fromCharCode(random.below(0x10000)) + text.slice(at + 1);
    case 5:
      return random.chance(0.5) ? before : after;
    case 6:
      return before + random.pick(PIECES) + after;
    default: {
      const other = others.length > 0 ? random.pick(others) : text;
      return before + other.slice(random.below(other.length + 1));
    }
  }
}

/** Bytes with one to four things done to them. */
export function mutateBytes(random: Random, bytes: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  let mutant = bytes;
  for (let times = random.between(1, 4); times > 0; times -= 1) {
    const at = random.between(0, mutant.length);
    const other = random.pick(others);
    const from = random.between(0, other.length);
    const added = random.chance(0.5)
      ? Uint8Array.from({ length: random.between(1, 6) }, () => random.below(256))
      : other.subarray(from, from + random.between(1, 200));
    const left = random.chance(0.2) ? mutant.length : random.pick([0, 0, 1, added.length]);
    mutant = joinBytes([mutant.subarray(0, at), added, mutant.subarray(at + left)]);
  }
  return mutant;
}

/** A value of JSON with one to three things done to it, somewhere in its depth. */
export function mutateValue(random: Random, value: unknown): unknown {
  let mutant = value;
  for (let times = random.between(1, 3); times > 0; times -= 1)
    mutant = changeSomewhere(random, mutant, (found) => mutateNode(random, found));
  return mutant;
}

function mutateNode(random: Random, value: unknown): unknown {
  if (typeof value === 'string' && random.chance(0.5)) return mutateText(random, value);
  if (typeof value === 'number' && random.chance(0.3)) return value + random.pick([-1, 1, 0.5, 1e9]);
  if (Array.isArray(value) && random.chance(0.6)) {
    const at = random.between(0, value.length);
    return random.chance(0.5)
      ? value.toSpliced(at, 1)
      : [...value.slice(0, at), ...value.slice(0, 50), random.pick(ODD_VALUES)];
  }
  if (isObject(value) && random.chance(0.6)) {
    const entries = Object.entries(value);
    const at = random.between(0, entries.length);
    const [key = '', field] = entries[at] ?? [];
    const renamed = random.pick([key.toUpperCase(), '__proto__', 'constructor', 'type', 'id', '']);
    const changed = random.chance(0.5) ? [] : [[renamed, field ?? random.pick(ODD_VALUES)] as const];
    return Object.fromEntries([...entries.slice(0, at), ...changed, ...entries.slice(at + 1)]);
  }
  return random.chance(0.1) ? nest(value, random.pick([3, 30, 600])) : random.pick(ODD_VALUES);
}

/** Applies a change to one of the values in a value, deep ones as likely as others. */
function changeSomewhere(random: Random, value: unknown, change: (value: unknown) => unknown): unknown {
  const isList = Array.isArray(value);
  const keys = isList ? [...value.keys()] : isObject(value) ? Object.keys(value) : [];
  if (keys.length === 0 || random.chance(0.15)) return change(value);
  const key = random.pick<string | number>(keys);
  const parts = value as Record<string | number, unknown>;
  const changed = changeSomewhere(random, parts[key], change);
  return isList ? value.with(key as number, changed) : { ...parts, [key]: changed };
}

function nest(value: unknown, levels: number): unknown {
  let nested = value;
  for (let level = 0; level < levels; level += 1) nested = level % 2 ? [nested] : { children: nested };
  return nested;
}

/** A text that grows: a piece of it, or what means something, stands there as often as it takes to be so long. */
export function growText(random: Random, text: string): (length: number) => string {
  const at = random.between(0, text.length);
  const slice = text.slice(at, at + random.between(1, 40));
  const unit =
    random.pick([slice, random.pick(PIECES), random.pick(PIECES) + random.pick(PIECES), ' ']) || ' ';
  const end = random.chance(0.5) ? at : text.length;
  return (length) => text.slice(0, at) + unit.repeat(Math.ceil(length / unit.length)) + text.slice(end);
}

/** A value that grows: one of its texts, lists or objects is so large. */
export function growValue(random: Random, value: unknown): (length: number) => unknown {
  const seed = random.below(2 ** 31);
  const unit = random.pick(PIECES);
  // The same place, whatever the length.
  return (length) => changeSomewhere(seededRandom(seed), value, (found) => growNode(found, unit, length));
}

function growNode(value: unknown, unit: string, length: number): unknown {
  if (Array.isArray(value) && value.length > 0) {
    const times = Math.ceil(length / JSON.stringify(value).length);
    return Array.from({ length: times }, () => value).flat();
  }
  if (isObject(value)) {
    const keys = Array.from({ length: Math.ceil(length / 10) }, (_, n) => [`k${n}`, n] as const);
    return { ...value, ...Object.fromEntries(keys) };
  }
  return unit.repeat(Math.ceil(length / unit.length));
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
