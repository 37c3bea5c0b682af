const { mkdtempSync } = require('fs');
const { tmpdir } = require('os');
const { join } = require('path');

// every App that is synthesized with no outdir leaves a folder behind: keep them in one place, which global-teardown removes
module.exports = () => {
  process.env.TMPDIR = process.env.JEST_TEMPORARY = mkdtempSync(join(tmpdir(), 'jest-cdk-'));
};
