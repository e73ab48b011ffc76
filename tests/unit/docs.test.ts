import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const DOCUMENTS = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? `docs/${name}` : [])),
];

/** `utils/portal/detect.ts`, `tests/fixtures/` */
const NAMED = /(?:entrypoints|components|utils|tests|scripts)\/[\w./-]*\w(?:\.\w+|\/)/g;

describe('what documents name is there', () => {
  it.each(DOCUMENTS)('%s', (document) => {
    const named = readFileSync(document, 'utf8').match(NAMED) ?? [];
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});
