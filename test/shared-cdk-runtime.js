const Module = require('module');
const { default: Runtime } = require('jest-runtime');

// what takes a test file longest to load, and knows nothing of it; cdk-nag asks for the CDK itself
const CDK = { floor: 'aws-cdk-lib', newest: 'aws-cdk-lib-newest' };
const SHARED = { floor: /^(aws-cdk-lib|constructs|cdk-nag)(\/|$)/, newest: /^(aws-cdk-lib|constructs)(\/|$)/ };

/** How many modules are being loaded: a token that is made meanwhile belongs to the CDK, and not to a test. */
let loading = 0;
const ofCdk = (make) => {
  loading++;
  try {
    return make();
  } finally {
    loading--;
  }
};
const load = Module._load;
Module._load = (...args) => ofCdk(() => load(...args));

/** What forgets the tokens that tests have made: they hold everything that was built with them. */
function tokensOfTests() {
  const { TokenMap } = require(require.resolve('aws-cdk-lib').replace(/index\.js$/, 'core/lib/private/token-map.js'));
  const map = TokenMap.instance(); // one for every version of the CDK
  const forget = [map.stringTokenMap, map.numberTokenMap].map((tokens) => {
    const made = [];
    const set = tokens.set.bind(tokens);
    tokens.set = (key, token) => {
      if (loading === 0) {
        made.push(key);
      }
      return set(key, token);
    };
    return () => made.splice(0).forEach((key) => tokens.delete(key));
  });
  return () => forget.forEach((each) => each());
}

const forgetTokensOfTests = tokensOfTests();

const loaded = new Set();

/** Load a version, and have it make the zones that it keeps for all stacks without a region: else they would be a test's. */
function loadCdk(version) {
  if (!loaded.has(version)) {
    loaded.add(version);
    const { App, Stack } = require(CDK[version]);
    ofCdk(() => new Stack(new App()).availabilityZones);
  }
}

/** Loads the CDK once for all test files of a worker; what the tests are about is loaded anew for each of them. */
module.exports = class extends Runtime {
  constructor(config, environment, ...rest) {
    super(config, environment, ...rest);
    this.version = config.displayName.name;
    loadCdk(this.version);
    // what a test sets or watches holds for the CDK as well
    environment.global.process.env = process.env;
    this.outside = { console, env: { ...process.env } };
    globalThis.console = environment.global.console;
  }

  requireModuleOrMock(from, name) {
    if (!SHARED[this.version].test(name)) {
      return super.requireModuleOrMock(from, name);
    }
    return require(name.replace(/^aws-cdk-lib(?=\/|$)/, CDK[this.version]));
  }

  teardown() {
    forgetTokensOfTests();
    globalThis.console = this.outside.console;
    Object.keys(process.env).filter((key) => !(key in this.outside.env)).forEach((key) => delete process.env[key]);
    Object.assign(process.env, this.outside.env);
    super.teardown();
  }
};
