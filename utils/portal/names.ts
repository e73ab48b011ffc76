/** Roles and outlets printed before a name and not part of it. */
const ROLE =
  /^(?:本报|本报讯|本刊|本网|本社|新华社|新华网|实习|见习|特约|首席|记者|記者|通讯员|通訊員|作者|编辑|責任編輯|责任编辑|责编|文|图|／|\/|:)+/;
/** A code that some systems glue on a name: 李曦_NN2587. */
const STAFF_CODE = /_[A-Z]{1,3}\d+$/;
/** A Chinese name has two to four characters (five with a compound surname and rare forms); minority names a dot. */
const CHINESE_NAME = /^[\u3400-\u9fff]{2,5}$|^[\u3400-\u9fff]{1,8}(?:[·•][\u3400-\u9fff]{1,8})+$/;
const LATIN_NAME = /^[A-Za-z][A-Za-z0-9 .'_-]{0,30}$/;
const NOT_A_NAME = /^(?:佚名|未知|无|匿名|admin|本站|原创|网络|不详|综合|整理|来源|报道|摄影|编译|转载)$/i;

/**
 * Splits what is printed behind 作者 or 编辑 into names. What doesn't look like a name is left out.
 */
export function splitNames(value: string): string[] {
  const names: string[] = [];
  for (const piece of value.split(/[\s、,;/&]+|(?<=[\u3400-\u9fff])和(?=[\u3400-\u9fff]{2})/)) {
    const name = piece
      .replace(ROLE, '')
      .replace(STAFF_CODE, '')
      .replace(/[.。:]+$/, '');
    if ((CHINESE_NAME.test(name) || LATIN_NAME.test(name)) && !NOT_A_NAME.test(name)) names.push(name);
  }
  // A two-character name may be printed with a space in it to fill three: 王 艳.
  return names;
}
