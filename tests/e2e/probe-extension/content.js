// Does in the smallest form what the reader relies on, and tells the page what came of it in data attributes.
const report = document.documentElement.dataset;

chrome.storage.local.get({ visits: 0 }).then(async ({ visits }) => {
  await chrome.storage.local.set({ visits: visits + 1 });
  report.visits = visits + 1;
});

const host = document.createElement('probe-host');
const root = host.attachShadow({ mode: 'closed' });
root.innerHTML = `
  <style>
    ::highlight(jingdu-probe) { background-color: rgb(0, 200, 80) }
    dialog { position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none;
      box-sizing: border-box; margin: 0; border: 0; padding: 24px; font: 32px/1.5 serif }
  </style>
  <dialog><p>党务工作是一项政治性很强的工作。</p></dialog>`;
document.documentElement.append(host);

const dialog = root.querySelector('dialog');
const text = root.querySelector('p').firstChild;

const range = document.createRange();
range.setStart(text, 0);
range.setEnd(text, 4);
CSS.highlights.set('jingdu-probe', new Highlight(range));

window.addEventListener('keydown', (event) => {
  report.key = `${event.altKey ? 'Alt+' : ''}${event.code} ${event.isTrusted ? 'trusted' : 'forged'}`;
  if (event.code === 'KeyO' && event.altKey) dialog.showModal();
});

document.addEventListener('selectionchange', () => {
  const [selected] = getSelection().getComposedRanges({ shadowRoots: [root] });
  const inside = selected?.startContainer === text && selected.endContainer === text;
  report.selection = inside ? text.data.slice(selected.startOffset, selected.endOffset) : 'outside';
});
