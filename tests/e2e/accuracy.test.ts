import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missing } from './harness/describe';

/** Real pages with gold. They are their publishers', so they lie outside the repository. */
const CORPUS = resolve(process.env.JINGDU_CORPUS ?? '../shared/corpus');
const articles = join(CORPUS, 'articles');
const canRun = existsSync(articles) && !missing.includes('chromium');
if (!existsSync(articles))
  console.log(`not proved: accuracy on real pages, for want of ${articles} (JINGDU_CORPUS)`);

interface PageScore {
  body?: { f1: number };
  readability?: { f1: number };
}

describe.skipIf(!canRun)('on real pages', () => {
  it('reads bodies at least as well as Readability does, on average over all pages', () => {
    const report = join(mkdtempSync(join(tmpdir(), 'jingdu-accuracy-')), 'scores.json');
    const options = ['--corpus', articles, '--json', report, '--peer', 'readability'];
    execFileSync(process.execPath, ['scripts/accuracy.mjs', ...options]);
    const scores: PageScore[] = JSON.parse(readFileSync(report, 'utf8'));
    const scored = scores.filter(({ body, readability }) => body && readability);
    expect(scored.length).toBeGreaterThan(200);
    const mean = (key: 'body' | 'readability') =>
      scored.reduce((sum, score) => sum + (score[key]?.f1 ?? 0), 0) / scored.length;
    expect(mean('body')).toBeGreaterThanOrEqual(mean('readability'));
  }, 600_000);
});
