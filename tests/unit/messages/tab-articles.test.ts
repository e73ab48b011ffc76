import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createKnown } from '../../../utils/known';
import { aliasKey } from '../../../utils/library/read';
import { createQueue } from '../../../utils/queue';
import { createTabArticles, type TabArticles } from '../../../utils/tab-articles';

const PAGE = 'https://a.cn/1.html';
let tabs: TabArticles;

beforeEach(() => {
  fakeBrowser.reset();
  tabs = createTabArticles(fakeBrowser.storage.session);
});

describe('the articles of tabs', () => {
  it('are those that their reading views and pages show, twice where both do', async () => {
    await tabs.show('reader', 'x', 1, PAGE);
    await tabs.show('original', 'x', 1, PAGE);
    await tabs.show('original', 'x', 2, PAGE);
    await tabs.show('reader', 'y', 3, PAGE);
    expect((await tabs.tabsWith('x')).sort()).toEqual([1, 1, 2]);
    await tabs.closeReader(1);
    expect((await tabs.tabsWith('x')).sort()).toEqual([1, 2]);
  });

  it('are none of a page of ours, which is in no tab', async () => {
    await tabs.show('reader', 'x', undefined, undefined);
    await tabs.closeReader(undefined);
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
  });

  it('are remembered as opened by tab and host, also when the view is closed', async () => {
    await tabs.show('reader', 'x', 1, PAGE);
    await tabs.show('original', 'y', 1, 'https://b.cn/2.html');
    await tabs.show('reader', 'z', 11, PAGE);
    await tabs.closeReader(1);
    expect(await tabs.openedBy({ tabId: 1, host: 'a.cn' })).toEqual(['x']);
    expect(await tabs.openedBy({ tabId: 1, host: 'b.cn' })).toEqual(['y']);
    expect(await tabs.openedBy({ tabId: 2, host: 'a.cn' })).toEqual([]);
  });

  it('follow when one is joined with another one', async () => {
    await tabs.show('reader', 'x', 1, PAGE);
    await tabs.show('original', 'y', 2, PAGE);
    await tabs.replace('x', 'z');
    expect([await tabs.tabsWith('x'), await tabs.tabsWith('y'), await tabs.tabsWith('z')]).toEqual([
      [],
      [2],
      [1],
    ]);
  });

  it('leave the pages, and stay in the reading views', async () => {
    await tabs.show('reader', 'x', 1, PAGE);
    await tabs.show('original', 'x', 1, PAGE);
    await tabs.show('original', 'y', 12, PAGE);
    expect((await tabs.takeOriginals()).sort()).toEqual([1, 12]);
    expect(await tabs.takeOriginals()).toEqual([]);
    expect(await tabs.tabsWith('x')).toEqual([1]);
  });

  it('are wanted once', async () => {
    await tabs.want(4);
    expect(await tabs.takeWanted(3)).toBe(false);
    expect(await tabs.takeWanted(4)).toBe(true);
    expect(await tabs.takeWanted(4)).toBe(false);
  });
});

describe('what the border knows', () => {
  it('is an article by either id that it was joined from, of the tab and the host that opened it', async () => {
    const known = createKnown(fakeBrowser.storage.local, tabs);
    await tabs.show('reader', 'x', 1, PAGE);
    await fakeBrowser.storage.local.set({ [aliasKey('x')]: 'z' });
    const from = { tabId: 1, host: 'a.cn' };
    expect(await known.isOpened('x', from)).toBe(true);
    expect(await known.isOpened('z', from)).toBe(true);
    expect(await known.isOpened('y', from)).toBe(false);
    expect(await known.isOpened('x', { ...from, tabId: 2 })).toBe(false);
    expect(await known.isOpened('x', { ...from, host: 'b.cn' })).toBe(false);
  });
});

describe('a queue', () => {
  it('runs work in the order in which it was asked for, after a failure, too', async () => {
    const inTurn = createQueue();
    const done: string[] = [];
    const slow = inTurn(async () => {
      await new Promise((rest) => setTimeout(rest, 20));
      done.push('slow');
    });
    const failing = inTurn(() => Promise.reject(new Error('x')));
    const quick = inTurn(async () => done.push('quick'));
    await expect(failing).rejects.toThrow('x');
    await Promise.all([slow, quick]);
    expect(done).toEqual(['slow', 'quick']);
  });
});
