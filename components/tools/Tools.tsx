import { CHARACTERS_A_MINUTE } from '../../utils/article/reading-speed';
import { t } from '../../utils/i18n';
import { FindPanel } from './FindPanel';
import { HelpPanel } from './HelpPanel';
import { LookPanel } from './LookPanel';
import { NarrationPanel } from './NarrationPanel';
import { PictureViewer, picturesOf } from './PictureViewer';
import toolsCss from './tools.css?inline';
import type { ToolName, ToolsProps } from './types';
import { useFocusedBlock } from './useFocusedBlock';
import { useScript } from './useScript';
import { useVerticalScroll } from './useVerticalScroll';

const SPACE = /\s/g;

/**
 * The text is there before the element stands in the document: what comes later counts in Firefox as the page's own style,
 * and a strict page forbids it.
 */
const STYLE: object = { textContent: toolsCss };

/** What makes reading more comfortable, beside the essay and over it. */
export function Tools(props: ToolsProps) {
  const { open, onOpen, settings, onChange, essay, scroller } = props;
  useFocusedBlock(essay, scroller, props.isFocused, props.position);
  useVerticalScroll(scroller, settings.vertical);
  useScript(props);
  return (
    <>
      <style {...STYLE} />
      {open === 'pictures' && (
        <PictureViewer essay={essay} first={props.picture} onClose={() => onOpen(undefined)} />
      )}
      {open && open !== 'pictures' && (
        // The keys are longer than a small window, and hold nothing else that takes the focus and could scroll them.
        <div class="panel" data-tool={open} data-popover="" tabIndex={open === 'help' ? 0 : undefined}>
          {open === 'tools' && <ToolList {...props} />}
          {open === 'look' && (
            <LookPanel
              settings={settings}
              onChange={onChange}
              site={props.site}
              hasOwnLook={props.hasOwnLook}
              onOwnLook={props.onOwnLook}
            />
          )}
          {open === 'help' && <HelpPanel />}
          {open === 'find' && (
            <FindPanel essay={essay} text={props.text} scrollTo={props.scrollTo} position={props.position} />
          )}
          {open === 'narrate' && (
            <NarrationPanel
              essay={essay}
              text={props.text}
              settings={settings}
              onChange={onChange}
              position={props.position}
              scrollTo={props.scrollTo}
            />
          )}
        </div>
      )}
    </>
  );
}

function ToolList({ onOpen, essay, text, isFocused, onFocusMode }: ToolsProps) {
  const characters = text.replace(SPACE, '').length;
  const minutes = Math.max(1, Math.ceil(text.length / CHARACTERS_A_MINUTE));
  const tools: { name: ToolName; label: string; isPossible: boolean }[] = [
    { name: 'narrate', label: t('tools.narrate'), isPossible: true },
    { name: 'find', label: t('tools.find'), isPossible: true },
    { name: 'pictures', label: t('tools.pictures'), isPossible: picturesOf(essay).length > 0 },
  ];
  return (
    <section class="tools" aria-label={t('tools.title')}>
      <p class="hint">{t('tools.counts', minutes, [characters.toLocaleString(), minutes])}</p>
      {tools.map(({ name, label, isPossible }) => (
        <button
          key={name}
          type="button"
          class="button"
          data-action={name}
          disabled={!isPossible}
          onClick={() => onOpen(name)}
        >
          {label}
        </button>
      ))}
      <button
        type="button"
        class="button"
        data-action="focus"
        aria-pressed={isFocused}
        onClick={() => onFocusMode(!isFocused)}
      >
        {t('tools.focus')}
      </button>
    </section>
  );
}
