import { useEffect, useRef, useState } from 'preact/hooks';
import { sentenceFrom } from '../../utils/annotation/sentence';
import type { TextSpan } from '../../utils/annotation/types';
import { type RenderedEssay, rectOfSpan } from '../reading/useEssay';
import { paintSpans } from './paint-spans';

/** Spoken where the voice doesn't say which language it speaks. */
const LANGUAGE = 'zh-CN';
const CHINESE = /^(?:zh|cmn|yue)\b/i;

/** A voice, as much as is needed of it. The browser's own objects are not kept: Firefox ESR crashes over old ones. */
export type Voice = Pick<SpeechSynthesisVoice, 'voiceURI' | 'name' | 'lang' | 'localService'>;

/** The voices of this browser, Chinese ones first and among them those on this machine. */
export function useVoices({ body }: RenderedEssay): Voice[] {
  const speech = body.ownerDocument.defaultView?.speechSynthesis;
  const [voices, setVoices] = useState<Voice[]>([]);
  useEffect(() => {
    // They come when they come: some browsers ask the system only now.
    const read = () =>
      setVoices(
        sorted(
          Array.from(speech?.getVoices() ?? [], ({ voiceURI, name, lang, localService }) => ({
            voiceURI,
            name,
            lang,
            localService,
          })),
        ),
      );
    read();
    speech?.addEventListener('voiceschanged', read);
    return () => speech?.removeEventListener('voiceschanged', read);
  }, [speech]);
  return voices;
}

function sorted(voices: Voice[]): Voice[] {
  const rank = ({ lang, localService }: Voice) => (CHINESE.test(lang) ? 0 : 2) + (localService ? 0 : 1);
  return voices.sort((a, b) => rank(a) - rank(b));
}

export interface NarrationOptions {
  essay: RenderedEssay;
  text: string;
  voice: Voice | undefined;
  rate: number;
  position: () => number;
  scrollTo: (position: number) => void;
}

export interface Narration {
  state: 'silent' | 'speaking' | 'paused';
  /** The browser couldn't speak. */
  isFailed: boolean;
  play: () => void;
  pause: () => void;
  next: () => void;
  previous: () => void;
}

/** Speaks from what is being read, a sentence at a time, shows the sentence and follows it. Silent when it goes. */
export function useNarration(options: NarrationOptions): Narration {
  const { essay, text, position } = options;
  const view = essay.body.ownerDocument.defaultView;
  const speech = view?.speechSynthesis;
  const [state, setState] = useState<Narration['state']>('silent');
  const [isFailed, setFailed] = useState(false);
  const [span, setSpan] = useState<TextSpan>();
  /** Of the sentence under way; an utterance that was given up tells of its end, too. */
  const turn = useRef(0);
  const latest = useRef(options);
  latest.current = options;

  const silence = (left: Narration['state']) => {
    turn.current += 1;
    speech?.cancel();
    setState(left);
  };
  const speak = (from: number) => {
    silence('speaking');
    const sentence = sentenceFrom(text, from);
    setSpan(sentence);
    if (!sentence || !view || !speech) return setState('silent');
    const own = turn.current;
    const { voice, rate } = latest.current;
    const utterance = new view.SpeechSynthesisUtterance(text.slice(sentence.start, sentence.end));
    utterance.voice = speech.getVoices().find(({ voiceURI }) => voiceURI === voice?.voiceURI) ?? null;
    utterance.lang = voice?.lang || LANGUAGE;
    utterance.rate = rate;
    utterance.addEventListener('end', () => own === turn.current && speak(sentence.end));
    utterance.addEventListener('error', () => {
      if (own !== turn.current) return;
      setFailed(true);
      setState('silent');
    });
    setFailed(false);
    speech.speak(utterance);
  };
  useEffect(() => () => silence('silent'), []);
  useEffect(() => {
    paintSpans(essay, 'jingdu-spoken', span && state !== 'silent' ? [span] : []);
    return () => paintSpans(essay, 'jingdu-spoken', []);
  }, [essay, span, state]);
  useEffect(() => {
    const rect = span && rectOfSpan(essay, span);
    const room = essay.body.closest('.scroller')?.getBoundingClientRect();
    if (!span || !rect || !room) return;
    const isSeen =
      rect.top >= room.top &&
      rect.bottom <= room.bottom &&
      rect.left >= room.left &&
      rect.right <= room.right;
    if (!isSeen) latest.current.scrollTo(span.start);
  }, [essay, span]);

  return {
    state,
    isFailed,
    // Pausing speech is no use: some systems' voices can't. It begins the sentence anew.
    play: () => speak(state === 'paused' && span ? span.start : position()),
    pause: () => silence('paused'),
    next: () => span && speak(span.end),
    previous: () => span && speak(sentenceBefore(text, span.start)),
  };
}

/** Where the sentence before one begins; the first one has none. */
function sentenceBefore(text: string, start: number): number {
  const lineBefore = text.lastIndexOf('\n', Math.max(0, start - 2));
  let before = 0;
  for (
    let next = sentenceFrom(text, lineBefore + 1);
    next && next.start < start;
    next = sentenceFrom(text, next.end)
  )
    before = next.start;
  return before;
}
