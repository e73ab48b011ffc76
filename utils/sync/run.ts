import type { Decision, Question, SyncStatus } from './state';

/** A question to the reader on its way up. */
export class QuestionError extends Error {
  constructor(
    readonly question: Question,
    readonly count?: number,
    readonly detail?: string,
  ) {
    super(question);
  }
}

/** One run: what the reader decided, and what was moved. */
export class Run {
  received = 0;
  sent = 0;
  /** A folder was missing: they are made before anything else is sent. */
  isFolderless = false;
  /** How what comes meets what is here, where the reader has said so. */
  choice: Decision['choice'] | undefined;

  constructor(
    public decision: Decision | undefined,
    private readonly onProgress: (progress: NonNullable<SyncStatus['progress']>) => Promise<void>,
  ) {}

  isAnswered(question: Question): boolean {
    if (this.decision?.question !== question) return false;
    // Of what can't be read nothing can be taken.
    if (question === 'server-unreadable' && this.decision.choice !== 'mine') return false;
    // That articles are deleted here is what comes anyway.
    const isUsual = question === 'deletion-here' && this.decision.choice === 'theirs';
    if (question !== 'deletion-there') this.choice = isUsual ? undefined : this.decision.choice;
    return true;
  }

  /** Whether buckets that can't be read are to be written anew. */
  get mayLose(): boolean {
    return this.decision?.question === 'server-unreadable' && this.decision.choice === 'mine';
  }

  ask(question: Question, count?: number): void {
    if (!this.isAnswered(question)) throw new QuestionError(question, count);
  }

  /** The answer has had its effect on what came. */
  settle(): void {
    this.choice = undefined;
  }

  tell(phase: 'receiving' | 'sending', done: number, total: number): Promise<void> {
    return this.onProgress({ phase, done, total });
  }
}
