import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ask, onMessage, onTold, tellTab } from '../../../utils/messages';
import { FailureError, toResult } from '../../../utils/result';

beforeEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
});

describe('ask', () => {
  const send = (outcome: () => unknown) =>
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async () => outcome());
  const fail = (error: unknown) => () => {
    throw error;
  };

  it.each<[string, () => unknown, unknown]>([
    ['an answer', () => ({ ok: true, value: null }), { ok: true, value: null }],
    [
      'a refusal',
      () => ({ ok: false, error: { code: 'storage-full', detail: 'x' } }),
      { ok: false, error: { code: 'storage-full', detail: 'x' } },
    ],
    ['no answer', () => undefined, { ok: false, error: { code: 'extension-gone', detail: 'no answer' } }],
    [
      'an update of the extension',
      fail(new Error('Extension context invalidated.')),
      { ok: false, error: { code: 'extension-gone', detail: 'Extension context invalidated.' } },
    ],
    ['something thrown', fail('gone'), { ok: false, error: { code: 'extension-gone', detail: 'gone' } }],
  ])('gives %s as a value', async (_, outcome, expected) => {
    const sent = send(outcome);
    expect(await ask('trash-article', { articleId: 'a' })).toEqual(expected);
    expect(sent).toHaveBeenCalledWith({ type: 'trash-article', articleId: 'a' });
  });
});

describe('tellTab', () => {
  it('is silent where nobody listens', async () => {
    vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockRejectedValue(new Error('Could not establish connection.'));
    expect(await tellTab(1, { type: 'explain-page' })).toBeUndefined();
  });
});

describe('onMessage', () => {
  /** What the browser calls for a message. */
  function listen(listener: Parameters<typeof onMessage>[0]) {
    const added = vi.spyOn(fakeBrowser.runtime.onMessage, 'addListener');
    onMessage(listener);
    return added.mock.calls[0]?.[0] as (...call: unknown[]) => unknown;
  }

  it('keeps the channel open and answers later', async () => {
    const respond = vi.fn();
    const receive = listen(async (message, sender) => [message, sender]);
    expect(receive('x', { tab: { id: 7 }, url: 'https://a.cn/' }, respond)).toBe(true);
    await vi.waitFor(() => expect(respond).toHaveBeenCalledWith(['x', { tabId: 7, url: 'https://a.cn/' }]));
  });

  it('leaves what it does not answer to others', () => {
    const respond = vi.fn();
    expect(listen(() => undefined)('x', {}, respond)).toBeUndefined();
    expect(respond).not.toHaveBeenCalled();
  });

  it('stops when asked to', () => {
    const added = vi.spyOn(fakeBrowser.runtime.onMessage, 'addListener');
    const removed = vi.spyOn(fakeBrowser.runtime.onMessage, 'removeListener');
    onMessage(() => undefined)();
    expect(added).toHaveBeenCalledOnce();
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });
});

describe('onTold', () => {
  it.each<[string, string | undefined, boolean]>([
    ['a page of ours', 'chrome-extension://abcdefghijklmnopabcdefghijklmnop/popup.html', true],
    ['the background', undefined, true],
    ['a content script', 'https://a.cn/', false],
    ['a content script over http', 'http://a.cn/', false],
  ])('hears %s: %s %s', (_, url, isHeard) => {
    const added = vi.spyOn(fakeBrowser.runtime.onMessage, 'addListener');
    const told = vi.fn(() => undefined);
    onTold(told);
    const receive = added.mock.calls[0]?.[0] as (...call: unknown[]) => unknown;
    receive('x', { tab: { id: 7 }, url }, () => {});
    expect(told).toHaveBeenCalledTimes(isHeard ? 1 : 0);
  });
});

describe('toResult', () => {
  it.each<[string, () => unknown, unknown]>([
    ['a value', () => 7, { ok: true, value: 7 }],
    ['a promised value', async () => 7, { ok: true, value: 7 }],
    [
      'a failure by its code',
      () => {
        throw new FailureError('not-found', 'a');
      },
      { ok: false, error: { code: 'not-found', detail: 'a' } },
    ],
    [
      'a promised failure by its code',
      () => Promise.reject(new FailureError('storage-full')),
      { ok: false, error: { code: 'storage-full', detail: 'storage-full' } },
    ],
    [
      'an unknown error by the code given',
      () => Promise.reject(new Error('x')),
      { ok: false, error: { code: 'storage-failed', detail: 'x' } },
    ],
    [
      'what is no error by the code given',
      () => Promise.reject(null),
      { ok: false, error: { code: 'storage-failed', detail: 'null' } },
    ],
  ])('gives %s', async (_, work, expected) => {
    expect(await toResult(work, 'storage-failed')).toEqual(expected);
  });
});
