import { awscdk, javascript, JsonFile } from 'projen';

const TSCONFIG = 'test/tsconfig.jest.json';

/** What both jest projects share; a project inherits nothing from the top level. */
const SHARED = {
  testPathIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/(lib|dist|cdk.out)/'],
  setupFiles: ['<rootDir>/test/setup.ts'],
  clearMocks: true,
  transform: { '^.+\\.ts$': ['<rootDir>/test/transformer.js', { tsconfig: TSCONFIG }] },
};

const OURS = { '^cdk-hardened-databases$': '<rootDir>/src' };

/** Every import of aws-cdk-lib, that of cdk-nag too, becomes the newest version that the library is tested with. */
const NEWEST = {
  '^aws-cdk-lib$': 'aws-cdk-lib-newest',
  '^aws-cdk-lib/(.*)$': 'aws-cdk-lib-newest/$1',
};

/**
 * Tests run twice: all of them with the lowest aws-cdk-lib that we support,
 * and those that depend on the CDK's behaviour with the newest one.
 */
export function configureJest(project: awscdk.AwsCdkConstructLibrary): void {
  project.addDevDeps('jest@^30', '@jest/test-sequencer@^30', 'jest-runtime@^30', '@types/jest@^30', 'ts-jest@^29');

  // ts-jest compiles file by file what `npm run types` has not compiled, and leaves types to it
  new javascript.TypescriptConfig(project, {
    fileName: TSCONFIG,
    extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfigDev]),
    compilerOptions: { isolatedModules: true },
  });
  new JsonFile(project, 'jest.config.json', {
    obj: {
      maxWorkers: 3, // for two cores: the tests on real servers wait for them most of their time
      testTimeout: 120_000, // real servers and whole apps, on a machine that may be busy
      testSequencer: '<rootDir>/test/sequencer.js',
      globalSetup: '<rootDir>/test/global-setup.js',
      globalTeardown: '<rootDir>/test/global-teardown.js',
      coverageProvider: 'babel',
      collectCoverageFrom: ['<rootDir>/src/**/*.ts'],
      reporters: ['default', '<rootDir>/test/summary-reporter.js'],
      projects: [
        {
          displayName: 'floor',
          runtime: '<rootDir>/test/shared-cdk-runtime.js', // one version only: two in a process disturb each other
          testMatch: ['<rootDir>/test/**/*.test.ts'],
          moduleNameMapper: OURS,
          ...SHARED,
        },
        {
          displayName: 'newest',
          // waivers and sabotage ask our rules about our templates: no version of the CDK answers differently where the others agree
          testMatch: [
            '<rootDir>/test/{packs,engine,lock,model}/**/*.test.ts', '<rootDir>/test/contract/{hardening,identity,cloudformation}.test.ts', '<rootDir>/test/examples.test.ts',
          ],
          moduleNameMapper: { ...OURS, ...NEWEST },
          ...SHARED,
        },
      ],
    },
  });
  project.addGitIgnore('/coverage/');
}
