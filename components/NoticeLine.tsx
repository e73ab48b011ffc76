/** A line at the foot of the window. */
export interface Notice {
  text: string;
  /** A failure stays until it is resolved or closed. */
  failure: boolean;
  action?: { label: string; run: () => void };
}

/** One line at the foot of the window: what was done, what failed, and the way back. */
export function NoticeLine({ notice }: { notice: Notice | undefined }) {
  return (
    <div class="notice" role={notice?.failure ? 'alert' : 'status'} data-shown={notice ? '' : undefined}>
      {notice && (
        <>
          <span class={notice.failure ? 'failure' : undefined}>{notice.text}</span>
          {notice.action && (
            <button type="button" class="button" onClick={notice.action.run}>
              {notice.action.label}
            </button>
          )}
        </>
      )}
    </div>
  );
}
