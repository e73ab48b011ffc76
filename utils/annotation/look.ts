/** How a mark looks. Without a schema library beside it, so that what draws marks need not carry one. */
export const ANNOTATION_COLORS = ['yellow', 'green', 'blue', 'red'] as const;
export const ANNOTATION_STYLES = ['highlight', 'underline'] as const;

export type AnnotationColor = (typeof ANNOTATION_COLORS)[number];
export type AnnotationStyle = (typeof ANNOTATION_STYLES)[number];
