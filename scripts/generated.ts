import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join, resolve } from 'path';

/** A file that a script writes. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** Write the files; in folders that hold generated files only, remove what is no longer generated. */
export function writeGenerated(files: readonly Generated[], ownedFolders: readonly string[] = []): void {
  const current = new Set(files.map(({ path }) => resolve(path)));
  ownedFolders.flatMap(filesBelow).filter((path) => !current.has(resolve(path))).forEach((path) => rmSync(path));
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function filesBelow(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
    : [];
}
