const { rmSync } = require('fs');

module.exports = () => rmSync(process.env.JEST_TEMPORARY, { recursive: true, force: true });
