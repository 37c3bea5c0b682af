const { readdirSync, readFileSync, rmSync } = require('fs');
const { join } = require('path');

module.exports = async () => {
  const folder = process.env.JEST_TEMPORARY;
  // the servers that test/support/servers/shared.ts has started
  const servers = readdirSync(folder).filter((file) => file.endsWith('.server.json')).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf-8')));
  servers.forEach(({ pid }) => tell(pid, 'SIGQUIT'));
  for (let left = 50; left > 0 && servers.some(({ pid }) => tell(pid, 0)); left--) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  servers.forEach(({ pid }) => tell(pid, 'SIGKILL'));
  [folder, process.env.TMPDIR, ...servers.map((server) => server.folder)].forEach((each) => rmSync(each, { recursive: true, force: true, maxRetries: 5 }));
};

/** Whether there was a process to tell it to. */
function tell(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
