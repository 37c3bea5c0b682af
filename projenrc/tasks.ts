import { awscdk } from 'projen';

/** Where test/transformer.js looks for what is compiled already. */
const COMPILED = 'node_modules/.cache/types';

/** The tasks that `npm run` offers. */
export function configureTasks(project: awscdk.AwsCdkConstructLibrary): void {
  // jsii no longer supports Node 20, our lowest version: without this every command starts with a banner
  project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

  addBuildTasks(project);
  addCheckTasks(project);
  addUserTasks(project);
}

function addBuildTasks(project: awscdk.AwsCdkConstructLibrary): void {
  // constructs find their handlers in `assets`, so whatever makes constructs needs them first
  const bundle = project.addTask('bundle', {
    description: 'Bundle the handlers of Lambda functions',
    exec: 'tsx scripts/bundle-handlers.ts',
  });
  project.compileTask.prependSpawn(bundle);

  project.compileTask.exec('tsx scripts/lazy-barrel.ts');

  const generate = project.addTask('generate', {
    description: 'Write every generated page again',
    exec: 'tsx scripts/generate.ts',
  });
  project.postCompileTask.reset();
  project.postCompileTask.spawn(generate);

  // source code only: the toolchains of the other languages are not needed
  const bindings = project.addTask('bindings', {
    description: 'Generate the code of every language binding',
    exec: 'jsii-pacmak --code-only --outdir dist/code',
  });
  project.packageTask.reset();
  project.packageTask.spawn(project.tasks.tryFind('package:js')!);
  project.packageTask.spawn(bindings);
}

function addCheckTasks(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('samples', {
    description: 'Compile the samples of README and API documentation',
    exec: 'jsii-rosetta extract --strict',
  });
  project.addTask('types', {
    description: 'Type-check tests, examples, benchmarks and scripts, and compile them for the tests',
    exec: `node node_modules/typescript-native/bin/tsc -p ${project.tsconfigDev.fileName} --noEmit false --declaration false --outDir ${COMPILED}`,
  });
  project.addTask('generate:check', {
    description: 'Fail, naming each, if generated files are not current',
    exec: 'tsx scripts/generate.ts --check',
  });

  // jest comes last: its reporter prints the line that closes the run
  project.testTask.reset();
  project.testTask.exec('tsx scripts/verify.ts');
  project.testTask.exec('jest --ci', { receiveArgs: true });
}

function addUserTasks(project: awscdk.AwsCdkConstructLibrary): void {
  const demo = project.addTask('demo', {
    description: 'Synthesize the three-tier example with every rule pack on, and say what they found (--weakened: with mistakes)',
  });
  demo.spawn(project.tasks.tryFind('bundle')!);
  demo.exec('tsx --tsconfig examples/tsconfig.json examples/demo.ts', { receiveArgs: true });

  const bench = project.addTask('bench', { description: 'Measure load time and rule packs against cdk-nag' });
  bench.spawn(project.compileTask);
  bench.exec('tsx bench/run.ts', { receiveArgs: true });
}
