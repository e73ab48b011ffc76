import { t } from '../../utils/i18n';
import { type Settings, SPEECH_RATE } from '../../utils/settings';
import type { RenderedEssay } from '../reading/useEssay';
import { useNarration, useVoices } from './useNarration';

export interface NarrationPanelProps {
  essay: RenderedEssay;
  text: string;
  settings: Settings;
  onChange: (settings: Settings) => void;
  position: () => number;
  scrollTo: (position: number) => void;
}

/** Reads the essay aloud, sentence by sentence. A voice on the net is only taken where the reader chooses it. */
export function NarrationPanel(props: NarrationPanelProps) {
  const { essay, settings, onChange } = props;
  const voices = useVoices(essay);
  const voice =
    voices.find(({ voiceURI }) => voiceURI === settings.voice) ??
    voices.find(({ localService, lang }) => localService && isChinese(lang));
  const narration = useNarration({ ...props, voice, rate: settings.speechRate });
  const { state } = narration;
  return (
    <section class="narration" aria-label={t('narrate.title')} data-state={state}>
      {voices.length === 0 ? (
        <p class="hint">{t('narrate.noVoice')}</p>
      ) : (
        <>
          <div class="narration__keys">
            <button
              type="button"
              class="button"
              data-action="previous"
              disabled={state === 'silent'}
              onClick={narration.previous}
            >
              {t('narrate.previous')}
            </button>
            <button
              type="button"
              class="button button--primary"
              data-action="play"
              disabled={!voice}
              onClick={state === 'speaking' ? narration.pause : narration.play}
            >
              {state === 'speaking' ? t('narrate.pause') : t('narrate.play')}
            </button>
            <button
              type="button"
              class="button"
              data-action="next"
              disabled={state === 'silent'}
              onClick={narration.next}
            >
              {t('narrate.next')}
            </button>
          </div>
          <label class="look__row">
            <span>{t('narrate.rate')}</span>
            <input
              type="range"
              min={SPEECH_RATE.least}
              max={SPEECH_RATE.most}
              step={SPEECH_RATE.step}
              value={settings.speechRate}
              onInput={(event) => onChange({ ...settings, speechRate: Number(event.currentTarget.value) })}
            />
            <output>{settings.speechRate}</output>
          </label>
          <label class="narration__voice">
            <span>{t('narrate.voice')}</span>
            <select
              class="field"
              value={voice?.voiceURI ?? ''}
              onChange={(event) => onChange({ ...settings, voice: event.currentTarget.value })}
            >
              <option value="" disabled>
                {t('narrate.choose')}
              </option>
              {voices.map(({ voiceURI, name, lang, localService }) => (
                <option key={voiceURI} value={voiceURI}>
                  {`${name}（${lang}）${localService ? '' : t('narrate.online')}`}
                </option>
              ))}
            </select>
          </label>
          {voice && !voice.localService && <p class="hint">{t('narrate.onlineHint')}</p>}
          {narration.isFailed && <p class="failure">{t('narrate.failed')}</p>}
        </>
      )}
    </section>
  );
}

const isChinese = (language: string) => /^(?:zh|cmn|yue)\b/i.test(language);
