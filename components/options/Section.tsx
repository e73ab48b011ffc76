import type { ComponentChildren } from 'preact';

export interface SectionFrameProps {
  /** Its place in the page's address. */
  id: string;
  title: string;
  hint?: string;
  children: ComponentChildren;
}

/** A part of the options with its heading. */
export function Section({ id, title, hint, children }: SectionFrameProps) {
  return (
    <section class="options__section" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </section>
  );
}
