/**
 * Rewrites the compiled barrel, so that each name loads its file at first use, as aws-cdk-lib itself does.
 *
 * What it brings, measured: docs/decisions/0102-lazy-barrel.md
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');

interface Export {
  readonly name: string;
  readonly original: string;
  readonly file: string;
}

/** What one `export … from` line of the barrel gives at run time; interfaces give nothing. */
function exportsOf(statement: ts.Statement): Export[] {
  if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) {
    throw new Error(`src/index.ts may hold nothing but \`export … from\` lines, found: ${statement.getText()}`);
  }
  const file = statement.moduleSpecifier.text;
  const present = Object.keys(jsModule(file)).filter((name) => name !== '__esModule');
  if (!statement.exportClause) {
    return present.map((name) => ({ name, original: name, file }));
  }
  if (!ts.isNamedExports(statement.exportClause)) {
    throw new Error(`src/index.ts is flat, found a namespace: ${statement.getText()}`);
  }
  return statement.exportClause.elements
    .map(({ name, propertyName }) => ({ name: name.text, original: (propertyName ?? name).text, file }))
    .filter(({ original }) => present.includes(original));
}

function jsModule(file: string): object {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(join(ROOT, 'lib', file)) as object;
}

/** Two files must not fight for a name: the getter of the second would hide the first. */
function refuseClashes(all: readonly Export[]): void {
  const files = new Map<string, string>();
  for (const { name, file } of all) {
    if (files.has(name)) {
      throw new Error(`src/index.ts exports ${name} twice, from ${files.get(name)} and ${file}`);
    }
    files.set(name, file);
  }
}

/** The getter replaces itself by the value; the plain assignments above it are what ES modules read names from. */
function render(all: readonly Export[]): string {
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    ...all.map(({ name }) => `exports.${name} = void 0;`),
    'function lazy(name, load) {',
    '  const property = { enumerable: true, configurable: true };',
    '  Object.defineProperty(exports, name, { ...property, get: () => {',
    '    const value = load();',
    '    Object.defineProperty(exports, name, { ...property, value });',
    '    return value;',
    '  } });',
    '}',
    ...all.map(({ name, original, file }) => `lazy("${name}", () => require("${file}").${original});`),
    '',
  ].join('\n');
}

const barrel = join(ROOT, 'src', 'index.ts');
const source = ts.createSourceFile(barrel, readFileSync(barrel, 'utf-8'), ts.ScriptTarget.ES2022, true);
const names = source.statements.flatMap(exportsOf);
refuseClashes(names);
writeFileSync(join(ROOT, 'lib', 'index.js'), render(names));
