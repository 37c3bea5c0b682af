const { default: Sequencer } = require('@jest/test-sequencer');

// jest starts with the largest files where it knows no times, as on a clean clone; the slow ones are short
const SLOW = ['/contract/', '/databases/users/', '/rules/'];

/** Starts with the slow tests, so that no worker is left alone with one at the end. */
module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const index = SLOW.findIndex((folder) => path.includes(folder));
      return index < 0 ? SLOW.length : index;
    };
    return [...super.sort(tests)].sort((left, right) => rank(left) - rank(right));
  }
};
