/** One choice or removal made while reading a page, for development and for "why does this look wrong?". */
export interface TraceStep {
  step: 'body' | 'trim' | 'caption' | 'metadata';
  what: string;
  reason: string;
}

/** Receives each step; `ignoreTrace` where nobody asks. */
export type Trace = (step: TraceStep) => void;

export const ignoreTrace: Trace = () => {};
