import { useEffect } from 'preact/hooks';
import { failureText } from '../../utils/i18n';
import { FailureError } from '../../utils/result';
import type { ToolsProps } from './types';

/** Shows the essay in the reader's script. Only what is on the screen: marks, copies and exports keep the page's words. */
export function useScript({ essay, settings, loadConvert, onRewritten, say }: ToolsProps): void {
  const { script } = settings;
  // The same nodes as long as the essay is not rendered anew.
  const { segments, body } = essay;
  useEffect(() => {
    if (script === 'page') return undefined;
    const before = new Map<Text, string>();
    let isWanted = true;
    loadConvert(script).then(
      (convert) => {
        if (!isWanted) return;
        for (const node of textNodes(body.closest('.essay') ?? body)) {
          const converted = convert(node.data);
          if (converted === node.data) continue;
          before.set(node, node.data);
          node.data = converted;
        }
        onRewritten();
      },
      (error) => say(failureText({ code: error instanceof FailureError ? error.code : 'extension-gone' })),
    );
    return () => {
      isWanted = false;
      for (const [node, text] of before) node.data = text;
      if (before.size > 0) onRewritten();
    };
  }, [segments, body, script]);
}

function textNodes(root: Element): Text[] {
  const walker = root.ownerDocument.createTreeWalker(
    root,
    4 /* NodeFilter.SHOW_TEXT, which a worker's build lacks */,
  );
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  return nodes;
}
