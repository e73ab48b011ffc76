import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { speak, type Texts, t } from '../../../utils/i18n';

type Language = 'en' | 'zh_CN';

/** The texts as the build writes them. */
const readBuilt = async (language: Language) =>
  generateChromeMessages(await parseMessagesFile(`utils/locales/${language}.yml`)) as Texts;
const built = { en: await readBuilt('en'), zh_CN: await readBuilt('zh_CN') };

/** Each counted text with its count: of none, of one, of two. */
const COUNTED: readonly [text: (count: number) => string, none: string, one: string, two: string][] = [
  [(n) => t('counted.marks', n), '0 marks', '1 mark', '2 marks'],
  [(n) => t('counted.notes', n), '0 notes', '1 note', '2 notes'],
  [(n) => t('counted.outlines', n), '0 outlines', '1 outline', '2 outlines'],
  [(n) => t('library.shown', n, [0, n]), '0 of 0 articles', '0 of 1 article', '0 of 2 articles'],
  [(n) => t('library.trashed', n), 'Deleted 0 articles.', 'Deleted 1 article.', 'Deleted 2 articles.'],
  [(n) => t('library.restored', n), 'Restored 0 articles.', 'Restored 1 article.', 'Restored 2 articles.'],
  [(n) => t('library.tagged', n), 'Tagged 0 articles.', 'Tagged 1 article.', 'Tagged 2 articles.'],
  [(n) => t('export.dialog', n), 'Export 0 articles', 'Export 1 article', 'Export 2 articles'],
  [
    (n) => t('popup.unreadable', n),
    '0 records could not be read. They were set aside as they are.',
    '1 record could not be read. It was set aside as it is.',
    '2 records could not be read. They were set aside as they are.',
  ],
  [
    (n) => t('search.indexing', n, [0, n]),
    'Building the search index: 0 of 0 articles can be found so far',
    'Building the search index: 0 of 1 article can be found so far',
    'Building the search index: 0 of 2 articles can be found so far',
  ],
  [
    (n) => t('sync.deletionHere', n),
    'Another machine deleted 0 articles. Move them to the trash here, too?',
    'Another machine deleted 1 article. Move it to the trash here, too?',
    'Another machine deleted 2 articles. Move them to the trash here, too?',
  ],
  [
    (n) => t('sync.deletionThere', n),
    '0 articles were deleted on this machine. Delete them on the others, too?',
    '1 article was deleted on this machine. Delete it on the others, too?',
    '2 articles were deleted on this machine. Delete them on the others, too?',
  ],
  [
    (n) => t('tools.counts', n, ['300', n]),
    '300 characters, about 0 minutes',
    '300 characters, about 1 minute',
    '300 characters, about 2 minutes',
  ],
];

/** As the browser gives the texts of its own language, and as they are spoken where the reader chose one. */
const SPOKEN = {
  'in the browser’s language': (language: Language) => {
    speak(undefined);
    vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((key, values) =>
      (built[language][key]?.message ?? '').replace(/\$(\d)/g, (_, place) => `${[values].flat()[place - 1]}`),
    );
  },
  'in the language that was chosen': (language: Language) => speak(built[language]),
};

describe.each(Object.entries(SPOKEN))('counted texts %s', (_name, speakIn) => {
  describe('in English', () => {
    beforeEach(() => speakIn('en'));

    it.each(COUNTED)('%#: %s', (text, ...forms) => {
      expect([0, 1, 2].map(text)).toEqual(forms);
    });

    it('are all in the table', () => {
      const counted = Object.entries(built.en).filter(([, { message }]) => message.includes(' | '));
      expect(counted).toHaveLength(COUNTED.length);
    });
  });

  it('have one form in Chinese', () => {
    speakIn('zh_CN');
    expect([0, 1, 2].map((count) => t('counted.marks', count))).toEqual(['0 处标记', '1 处标记', '2 处标记']);
    expect(t('library.shown', 1, [1, 1])).toBe('显示 1 篇，共 1 篇');
  });
});

it('no other English text has a count before a word for many', () => {
  // Not pages: those that are joined are two at least.
  const many = /\$\d (?:new )?(?:marks|notes|outlines|articles|records|days|minutes|characters)\b/;
  const others = Object.entries(built.en).filter(
    ([, { message }]) => many.test(message) && !message.includes(' | '),
  );
  expect(others).toEqual([]);
});
