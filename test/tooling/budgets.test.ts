import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const SRC = join(__dirname, '..', '..', 'src');

const GENERATED = 'rules/index.ts';

const written = readdirSync(SRC, { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.ts') && file !== GENERATED);
const files = written.map((file) => ({
  file,
  lines: readFileSync(join(SRC, file), 'utf-8').trimEnd().split('\n').length,
}));

test('no file has more than 400 lines, comments counted', () => {
  expect(files.filter(({ lines }) => lines > 400)).toEqual([]);
});

test('19 files of 20 have at most 250 lines', () => {
  expect(files.filter(({ lines }) => lines > 250).length).toBeLessThanOrEqual(files.length / 20);
});
