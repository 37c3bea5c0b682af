/**
 * Bundles the handlers of Lambda functions, with their drivers, into `assets`, which the package ships.
 *
 * Beside each bundle stand the licences of what is in it. The same sources make the same bytes, so that
 * an unchanged library asks for no new deployment.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');

/** Entry points below `src`, by the folder of their bundle. */
const HANDLERS: Readonly<Record<string, string>> = {
  'database-users': 'databases/users/handler/index.ts',
  'address-blocklist': 'perimeter/blocklist/handler/index.ts',
  'guardduty-detector': 'foundation/alerts/guardduty/handler/index.ts',
  'redshift': 'databases/redshift/handler/index.ts',
  'activity-stream': 'databases/activity-stream/handler/index.ts',
  'snapshot-exposure': 'databases/snapshots/handler/index.ts',
};

/** The licences of the packages whose files are in a bundle. */
function licences(inputs: readonly string[]): string {
  const packages = new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []));
  return [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf-8')) as Record<string, string>;
    const file = readdirSync(join(ROOT, folder)).find((each) => /^licen[cs]e/i.test(each));
    return `${name} ${version}, ${license}\n\n${file === undefined ? '' : readFileSync(join(ROOT, folder, file), 'utf-8').trim()}\n`;
  }).join('\n----\n\n');
}

for (const [folder, entry] of Object.entries(HANDLERS)) {
  const outdir = join(ROOT, 'assets', folder);
  const { metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [join(ROOT, 'src', entry)],
    outfile: join(outdir, 'index.js'),
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node24',
    legalComments: 'none',
    metafile: true,
    // the SDK comes with the runtime; the native driver of PostgreSQL is optional and not installed
    external: ['@aws-sdk/*', 'pg-native'],
    logLevel: 'warning',
  });
  if (!existsSync(outdir)) {
    mkdirSync(outdir, { recursive: true });
  }
  writeFileSync(join(outdir, 'LICENSES.txt'), licences(Object.keys(metafile.inputs)));
}
