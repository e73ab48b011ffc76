/** Where the reading view is drawn: an empty frame in a dialog in the closed shadow root of an element of ours. */
export interface ReaderRoom {
  /** The one element of ours in the page, which sees nothing of what is in it. */
  host: HTMLElement;
  dialog: HTMLDialogElement;
  frame: HTMLIFrameElement;
  /** Resolves when the frame's document stands: at once, or when a second empty one has taken the place of the first. */
  loaded: Promise<unknown>;
}

const HOST_TAG = 'jingdu-reader';

declare global {
  // In the extension's own world of the page, which the page can't see.
  /** The reading view that is open. */
  var jingduReader: { close: () => void } | undefined;
  /** Made ahead by the detector. */
  var jingduRoom: ReaderRoom | undefined;
}

/**
 * Makes a room that isn't shown yet. The frame's document is made with it, which takes browsers some milliseconds: the
 * detector has it made while the background sends the reading view.
 */
export function makeRoom(): ReaderRoom {
  // What an earlier version left when the extension was updated: nobody hears its buttons any more.
  for (const left of document.querySelectorAll(HOST_TAG)) left.remove();
  const host = document.createElement(HOST_TAG);
  const dialog = document.createElement('dialog');
  const frame = document.createElement('iframe');
  const loaded = new Promise((tell) => frame.addEventListener('load', tell, { once: true }));
  dialog.append(frame);
  host.attachShadow({ mode: 'closed' }).append(dialog);
  document.documentElement.append(host);
  return { host, dialog, frame, loaded };
}

/** The room that was made ahead, or a new one where there is none or the page has moved it: its frame is another then. */
export function takeRoom(): ReaderRoom {
  const made = globalThis.jingduRoom;
  if (made?.host.parentNode !== document.documentElement) {
    dropRoom();
    return makeRoom();
  }
  globalThis.jingduRoom = undefined;
  return made;
}

/** Takes a room out that was made ahead and not taken. */
export function dropRoom(): void {
  if (globalThis.jingduRoom) removeRoom(globalThis.jingduRoom);
  globalThis.jingduRoom = undefined;
}

/** Takes a room out of the page; and out of its host, which a page may hold on to and put back. */
export function removeRoom({ host, dialog }: ReaderRoom): void {
  dialog.remove();
  host.remove();
}
