import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../utils/i18n';
import { IconButton } from '../IconButton';
import type { RenderedEssay } from '../reading/useEssay';

export const picturesOf = ({ body }: RenderedEssay): HTMLImageElement[] =>
  Array.from(body.querySelectorAll('img'));

export interface PictureViewerProps {
  essay: RenderedEssay;
  first: HTMLImageElement | undefined;
  onClose: () => void;
}

/** One picture of the essay as large as the window, or as large as it is; the others are a key away. */
export function PictureViewer({ essay, first, onClose }: PictureViewerProps) {
  const pictures = picturesOf(essay);
  const [at, setAt] = useState(Math.max(0, first ? pictures.indexOf(first) : 0));
  const [isWhole, setWhole] = useState(true);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const own = dialog.current;
    own?.showModal();
    return () => {
      own?.close();
      // Here the keys of the reading view are heard.
      essay.body.closest<HTMLElement>('.scroller')?.focus({ preventScroll: true });
    };
  }, []);
  const picture = pictures[at];
  if (!picture) return null;
  const caption = picture.closest('figure')?.querySelector('figcaption')?.textContent?.trim() || picture.alt;
  const turn = (by: number) => {
    setAt((at + by + pictures.length) % pictures.length);
    setWhole(true);
  };
  return (
    <dialog
      ref={dialog}
      class="picture"
      data-popover=""
      aria-label={t('pictures.title', [String(at + 1), String(pictures.length)])}
      // Esc is heard by the reading view.
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') turn(1);
        if (event.key === 'ArrowLeft') turn(-1);
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="picture__room" data-whole={isWhole ? '' : undefined}>
        <button
          type="button"
          class="picture__button"
          aria-label={isWhole ? t('pictures.enlarge') : t('pictures.fit')}
          onClick={() => setWhole(!isWhole)}
        >
          <img src={picture.currentSrc || picture.src} alt={picture.alt} />
        </button>
      </div>
      <p class="picture__caption">{caption}</p>
      <div class="picture__bar">
        <button
          type="button"
          class="button"
          data-action="previous"
          disabled={pictures.length < 2}
          onClick={() => turn(-1)}
        >
          {t('pictures.previous')}
        </button>
        <output>{`${at + 1} / ${pictures.length}`}</output>
        <button
          type="button"
          class="button"
          data-action="next"
          disabled={pictures.length < 2}
          onClick={() => turn(1)}
        >
          {t('pictures.next')}
        </button>
        <IconButton icon="close" label={t('pictures.close')} onClick={onClose} />
      </div>
    </dialog>
  );
}
