import { awscdk, javascript } from 'projen';
const project = new awscdk.AwsCdkConstructLibrary({
  author: 'cdk-hardened-databases maintainers',
  authorAddress: 'maintainers@cdk-hardened-databases.dev',
  name: 'cdk-hardened-databases',
  description: 'Hardened database patterns for the AWS CDK, and the cdk-nag rules that prove them',
  repositoryUrl: 'https://github.com/cdk-hardened-databases/cdk-hardened-databases.git',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  cdkVersion: '2.262.1',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.16.0',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  peerDeps: ['cdk-nag@^3.0.2'],
  devDeps: ['cdk-nag@3.0.2', 'aws-cdk@^2.1148.1', 'tsx', 'yaml', 'aws-cdk-lib-newest@npm:aws-cdk-lib@2.276.0', 'fast-check', '@cloud-copilot/iam-simulate'],
  github: false,
  depsUpgrade: false,
  release: false,
  sampleCode: false,
});
project.package.addPackageResolutions('unrs-resolver@1.12.2');
new javascript.NpmConfig(project).addConfig('omit-lockfile-registry-resolved', 'true');
project.synth();
