const Module = require('module');
const { default: Runtime } = require('jest-runtime');

// what takes a test file longest to load, and knows nothing of it
const SHARED = /^(aws-cdk-lib|constructs|cdk-nag)(\/|$)/;

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

/** A file of the CDK that its index does not show. */
const ofCore = (file) => require(require.resolve('aws-cdk-lib').replace(/index\.js$/, `core/lib/${file}`));

/** What forgets the tokens that tests have made: they hold everything that was built with them. */
function tokensOfTests() {
  const { TokenMap } = ofCore('private/token-map.js');
  const map = TokenMap.instance();
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

/** The CDK finds every reference by the element that it is to, and never forgets one: with it goes the app. */
const { CfnReference } = ofCore('private/cfn-reference.js');

// where somebody acknowledged what is for people who debug an app, as the stacks that test/setup.ts leaves out
ofCore('private/stack-trace.js').enhancedStackTrace = () => [];

const { App, Stack } = require('aws-cdk-lib');
const { CloudAssembly } = require('aws-cdk-lib/cx-api');

// the zones that the CDK keeps for all stacks without a region would else belong to the test that asks first
ofCdk(() => new Stack(new App()).availabilityZones);

/** Loads the CDK once for all test files of a worker; what the tests are about is loaded anew for each of them. */
module.exports = class extends Runtime {
  constructor(config, environment, ...rest) {
    super(config, environment, ...rest);
    // what a test sets or watches holds for the CDK as well
    environment.global.process.env = process.env;
    this.outside = { console, env: { ...process.env } };
    globalThis.console = environment.global.console;
  }

  requireModuleOrMock(from, name) {
    return SHARED.test(name) ? require(name) : super.requireModuleOrMock(from, name);
  }

  teardown() {
    forgetTokensOfTests();
    CfnReference.referenceTable.clear();
    CloudAssembly.cleanupTemporaryDirectories(); // else all of them when the worker ends, which it must do within half a second
    globalThis.console = this.outside.console;
    Object.keys(process.env).filter((key) => !(key in this.outside.env)).forEach((key) => delete process.env[key]);
    Object.assign(process.env, this.outside.env);
    super.teardown();
  }
};
