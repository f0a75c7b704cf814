// Proves that files and functions stay small, are named plainly, and say in their first line what they are for.

import { basename } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readSource, sourceFiles } from './source-files.js';

const houseFiles = sourceFiles.filter((path) => !path.startsWith('test/'));
const drawers = /^(utils?|helpers?|common|managers?|services?|types|misc)$/;

interface Measured {
  readonly where: string;
  readonly lines: number;
  readonly parameters: number;
}

/** Functions by their own lines: what functions inside them take is theirs, so a factory is as long as its frame. */
function measureFunctions(path: string, text: string): Measured[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const found: Measured[] = [];
  function visit(node: ts.Node): number {
    let inside = 0;
    ts.forEachChild(node, (child) => {
      inside += visit(child);
    });
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return inside;
    const [from, to] = [lineOf(node.getStart()), lineOf(node.end)];
    const all = to - from + 1;
    const name = node.name?.getText() ?? 'a function';
    found.push({
      where: `${path}:${from + 1} ${name}`,
      lines: all - inside,
      parameters: node.parameters.length,
    });
    return all > 1 ? all - 1 : 0;
  }
  visit(file);
  return found;
}

describe('the habits of the house', () => {
  it('inspects the house', () => {
    expect(houseFiles.length).toBeGreaterThan(100);
  });

  it('says what a file is for in its first line', () => {
    const silent = sourceFiles.filter((path) => {
      const [first = '', second = ''] = readSource(path).split('\n', 2);
      return !/^\/\/ \S.{10,}$/.test(first.startsWith('#!') ? second : first);
    });
    expect(silent).toEqual([]);
  });

  it('names files in kebab-case, and no drawer that anything fits into', () => {
    const wrong = sourceFiles.filter((path) => {
      const [name = ''] = basename(path).replace(/^\./, '').split('.', 1);
      return (
        !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ||
        path.split('/').some((step) => drawers.test(step.split('.', 1)[0] ?? ''))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('keeps files short: 95 in 100 have at most 250 lines, none has more than 400', () => {
    const sizes = houseFiles.map((path) => ({ path, lines: readSource(path).split('\n').length - 1 }));
    sizes.sort((one, other) => one.lines - other.lines);
    expect(sizes[Math.floor(sizes.length * 0.95)]?.lines).toBeLessThanOrEqual(250);
    expect(sizes.filter(({ lines }) => lines > 400)).toEqual([]);
  });

  it('keeps functions short: 995 in 1000 have at most 50 lines of their own and 4 parameters', () => {
    const typescript = houseFiles.filter((path) => /\.tsx?$/.test(path));
    const measured = typescript.flatMap((path) => measureFunctions(path, readSource(path)));
    const long = measured.filter(({ lines, parameters }) => lines > 50 || parameters > 4);
    expect(measured.length).toBeGreaterThan(500);
    expect(long.length, JSON.stringify(long, null, 1)).toBeLessThanOrEqual(measured.length * 0.005);
    expect(measured.filter(({ lines, parameters }) => lines > 75 || parameters > 5)).toEqual([]);
  });

  it('leaves nothing for later and silences no check', () => {
    const words = [
      'TO' + 'DO',
      'FIX' + 'ME',
      '@ts-' + 'ignore',
      '@ts-' + 'nocheck',
      'as ' + 'any\\b',
      '\\bit\\.only',
      'describe\\.only',
    ];
    const pattern = new RegExp(words.join('|'));
    expect(sourceFiles.filter((path) => pattern.test(readSource(path)))).toEqual([]);
  });
});
