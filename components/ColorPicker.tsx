import { ANNOTATION_COLORS, type AnnotationColor } from '../utils/annotation/look';
import { t } from '../utils/i18n';

/** A colour's name in the reader's language: never told by the colour alone. */
export function colorName(color: AnnotationColor): string {
  switch (color) {
    case 'yellow':
      return t('color.yellow');
    case 'green':
      return t('color.green');
    case 'blue':
      return t('color.blue');
    case 'red':
      return t('color.red');
  }
}

export interface ColorPickerProps {
  /** The colour in force; `undefined` where a click acts at once. */
  value?: AnnotationColor;
  onPick: (color: AnnotationColor) => void;
}

export function ColorPicker({ value, onPick }: ColorPickerProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be a flex row in every browser
    <div role="group" aria-label={t('mark.color')} class="color-picker">
      {ANNOTATION_COLORS.map((color) => (
        <button
          key={color}
          type="button"
          class="button button--plain"
          aria-label={t('mark.highlightIn', [colorName(color)])}
          title={colorName(color)}
          aria-pressed={value === undefined ? undefined : value === color}
          onClick={() => onPick(color)}
        >
          <span class="swatch" data-color={color} />
        </button>
      ))}
    </div>
  );
}
