import type { Settings } from '../../utils/settings';

/** The look of an essay as reading.css takes it. */
export function lookStyle({ fontSize, measure, lineHeight, font }: Settings) {
  return {
    '--font-size': `${fontSize}px`,
    '--measure': `${measure}em`,
    '--line-height': lineHeight,
    '--essay-font': `var(--font-${font})`,
  };
}
