/** What each door of the engine exports, as text: every name with its declaration as the compiler writes it, without comments. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { syntaxHost } from './parse-source.mjs';
import { root } from './run.mjs';

const engine = join(root, 'packages/engine');

/** `{ name: '@diku/engine/plan', file: 'plan.md', text }` for each door, from the compiled declarations (`npm run build`). */
export function describeApi() {
  const { name, exports } = JSON.parse(readFileSync(join(engine, 'package.json'), 'utf8'));
  const doors = Object.entries(exports).filter(([, entry]) => typeof entry === 'object');
  const options = { target: ts.ScriptTarget.ES2022, noLib: true, types: [] };
  const program = ts.createProgram(
    doors.map(([, { types }]) => join(engine, types)),
    options,
    syntaxHost(options),
  );
  const checker = program.getTypeChecker();
  const printer = ts.createPrinter({ removeComments: true });
  return doors.map(([path, { types }]) => {
    const source = program.getSourceFile(join(engine, types));
    const symbols = checker
      .getExportsOfModule(checker.getSymbolAtLocation(source))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const specifier = join(name, path);
    const declarations = symbols.map((symbol) => describeName(checker, printer, symbol));
    const count = symbols.length === 1 ? '1 name' : `${symbols.length} names`;
    return {
      name: specifier,
      file: `${path === '.' ? 'engine' : path.slice(2)}.md`,
      text: `# \`${specifier}\`: ${count}\n\n\`\`\`ts\n${declarations.join('\n\n')}\n\`\`\`\n`,
    };
  });
}

function describeName(checker, printer, symbol) {
  const origin = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const renamed = origin.name === symbol.name ? '' : `// exported as ${symbol.name}\n`;
  const printed = origin.declarations.map((declaration) => {
    const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    const { transformed } = ts.transform(statement, [inOneOrder]);
    const text = printer.printNode(ts.EmitHint.Unspecified, transformed[0], statement.getSourceFile());
    return text.replace(/^export (declare )?/, '').replace(/'([^'"\\\n]*)'/g, '"$1"');
  });
  return renamed + printed.join('\n');
}

/** Members of unions and of zod's enumerations by their text: TypeScript 6 and 7 write them, like quotes, each in its own way. */
const inOneOrder = (context) => (root) => {
  const textOf = (node) => node.getText().replaceAll("'", '"');
  const byText = (a, b) => (textOf(a) < textOf(b) ? -1 : 1);
  const visit = (node) => {
    const isEnumeration = ts.isTypeReferenceNode(node) && node.typeName.getText().endsWith('ZodEnum');
    if (ts.isUnionTypeNode(node)) {
      const types = [...node.types].sort(byText).map((each) => ts.visitNode(each, visit));
      return ts.factory.createUnionTypeNode(types);
    }
    if (isEnumeration && ts.isTypeLiteralNode(node.typeArguments[0])) {
      const members = [...node.typeArguments[0].members].sort(byText);
      return ts.factory.createTypeReferenceNode(node.typeName, [ts.factory.createTypeLiteralNode(members)]);
    }
    return ts.visitEachChild(node, visit, context);
  };
  return ts.visitNode(root, visit);
};
