const { existsSync, mkdtempSync, statfsSync } = require('fs');
const { devNull, tmpdir } = require('os');
const { join } = require('path');

/** Temporary files are many, small and short-lived: in memory, where there is plenty of it (Linux), they take a third of the time. */
const IN_MEMORY = '/dev/shm';
const PLENTY = 2 ** 31;

function roomy(folder) {
  if (!existsSync(folder)) {
    return false;
  }
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= PLENTY;
}

// every App that is synthesized with no outdir leaves a folder behind: keep them in one place, which global-teardown removes
module.exports = () => {
  process.env.JEST_TEMPORARY = mkdtempSync(join(tmpdir(), 'jest-cdk-'));
  // the CDK keeps the hash of every asset at home, and looks through all of them for each; where nothing can be written, it does without
  process.env.HOME = devNull;
  process.env.TMPDIR = roomy(IN_MEMORY) ? mkdtempSync(join(IN_MEMORY, 'jest-cdk-')) : process.env.JEST_TEMPORARY;
};
