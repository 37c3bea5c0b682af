import { readFileSync } from 'fs';
import { join } from 'path';
import { Project, TextFile } from 'projen';

/** The one place that names the licence: no file carries a banner. */
export function configureLicense(project: Project): void {
  const text = readFileSync(join(require.resolve('projen/package.json'), '..', 'license-text', 'Apache-2.0.txt'), 'utf-8');
  project.tryRemoveFile('LICENSE');
  new TextFile(project, 'LICENSE', {
    marker: false,
    lines: ['SPDX-License-Identifier: Apache-2.0', ...text.trimEnd().split('\n'), ''],
  });
}
