import type { Plugin } from 'vite';

/** As much of a parsed script as is asked for here. */
interface Syntax {
  type: string;
  start: number;
  end: number;
}
interface FunctionSyntax extends Syntax {
  id: Syntax;
  async: boolean;
  generator: boolean;
}
interface BlockSyntax {
  body: Syntax[];
}

/**
 * Writes the functions of a script's outermost scope as `var name=(function(){…})`. What stands in parentheses Firefox
 * compiles with the script, once for all pages; any other function when it is first called, anew in each page.
 *
 * @param fileName of the script: `var …=(function(){…})()`
 */
export function eagerFunctions(fileName: string): Plugin {
  return {
    name: 'eager-functions',
    // When it is minified, which would take the parentheses off again.
    generateBundle(_options, bundle) {
      const script = bundle[fileName];
      if (script?.type !== 'chunk') return;
      const { code } = script;
      const [directive, ...statements] = scopeOf(this.parse(code));
      if (!directive) throw new Error(`${fileName} is empty`);
      const functions = statements.filter(isPlainFunction);
      // First of all, for declared functions are there before anything runs.
      const eager = functions.map(
        ({ id, end }) => `${code.slice(id.start, id.end)}=(function${code.slice(id.end, end)})`,
      );
      const bounds = [directive.end, ...functions.flatMap(({ start, end }) => [start, end]), code.length];
      const rest = bounds.flatMap((from, at) => (at % 2 === 0 ? code.slice(from, bounds[at + 1]) : []));
      script.code = `${code.slice(0, directive.end)}var ${eager.join()};${rest.join('')}`;
    },
  };
}

/** The statements of the function that all of a script stands in, "use strict" before them. */
function scopeOf(script: unknown): Syntax[] {
  const { body } = script as { body: [{ declarations: [{ init: { callee: { body: BlockSyntax } } }] }] };
  return body[0].declarations[0].init.callee.body.body;
}

/** Firefox compiles no others ahead. */
function isPlainFunction(statement: Syntax): statement is FunctionSyntax {
  const { type, async, generator } = statement as FunctionSyntax;
  return type === 'FunctionDeclaration' && !async && !generator;
}
