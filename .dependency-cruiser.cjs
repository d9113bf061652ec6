/** Who may import whom. The layers from below: runtime, database, access and graphql, connectors, modules, http, app, commands, main. */
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** Any file of ours under src that is not in these places. */
const oursExcept = (...places) => ({ path: '^src/', pathNot: places.map((place) => `^src/${place}`) });

module.exports = {
  forbidden: [
    rule('no-cycles', 'Two files that need each other are one file, or need a third.', {}, { circular: true }),
    rule('runtime-is-the-base', 'Jobs, log, metrics and clock know nothing of what they serve.', { path: '^src/runtime/' }, oursExcept('runtime/')),
    rule(
      'database-below-the-modules',
      'Readers and the unit of work know tables and who is asking, not what the tables mean.',
      { path: '^src/database/', pathNot: '^src/database/demo/' },
      oursExcept('database/', 'runtime/', 'access/(actor|permissions|departments)\\.ts$'),
    ),
    rule('access-knows-no-module', 'The map is data over names.', { path: '^src/access/' }, { path: '^src/(modules|connectors|http|commands|app|main)' }),
    rule(
      'kernel-knows-no-module',
      'What modules share does not know them.',
      { path: '^src/graphql/' },
      { path: '^src/(modules|connectors|http|commands|app|main)' },
    ),
    rule(
      'modules-by-their-index',
      'What a module offers to others stands in its index.ts.',
      { path: '^src/modules/([^/]+)/' },
      { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    ),
    rule(
      'modules-below-the-server',
      'A module knows neither HTTP nor the root.',
      { path: '^src/(modules|connectors)/' },
      { path: '^src/(http|commands|app|main|config)' },
    ),
    rule(
      'graphql-at-the-rim',
      'Only types and resolvers know GraphQL; a service can be called by a job.',
      { path: '^src/modules/', pathNot: '(\\.types|\\.enums|\\.inputs|\\.resolver|/index|\\.test)\\.ts$' },
      { path: ['^src/graphql/', '^node_modules/(graphql|type-graphql)/'] },
    ),
    rule(
      'the-rim-goes-through-its-service',
      'Resolvers and types write no SQL and touch no entity.',
      { path: '^src/modules/.+\\.(types|resolver)\\.ts$' },
      { path: ['\\.entity\\.ts$', '^src/database/orm\\.ts$', '^node_modules/(@mikro-orm|pg)/'] },
    ),
    rule(
      'connectors-by-their-port',
      'A vendor implements its port and can be taken out; what simulators are served by is shared.',
      { path: '^src/connectors/([^/]+)/[^/]+/' },
      { path: '^src/', pathNot: ['^src/connectors/$1/', '^src/runtime/', '^src/connectors/simulation/'] },
    ),
    rule(
      'vendors-apart',
      'A vendor knows no other, and its simulator has a copy of the protocol of its own, so that a mistake in one does not agree with itself.',
      { path: '^src/connectors/([^/]+)/([^/]+)/', pathNot: '\\.test\\.ts$' },
      { path: '^src/connectors/$1/[^/]+/', pathNot: '^src/connectors/$1/$2/' },
    ),
    rule(
      'simulation-for-simulators',
      'What simulators are served by stands under them alone.',
      { path: '^src/', pathNot: ['^src/connectors/simulation/', '^src/connectors/[^/]+/simulator/'] },
      { path: '^src/connectors/simulation/' },
    ),
    rule(
      'vendors-behind-their-port',
      'Nobody but the root names a vendor.',
      { path: '^src/(modules|graphql|access|database|http)/' },
      { path: '^src/connectors/[^/]+/[^/]+/' },
    ),
    rule(
      'the-root-is-on-top',
      'Nothing below imports the composition root.',
      { pathNot: '^(src/(app|main)\\.ts$|src/commands/|tests/)' },
      { path: '^src/(app|main|commands)' },
    ),
    rule(
      'no-tests-in-the-product',
      'What is served does not need what tests it.',
      { path: '^src/', pathNot: '\\.test\\.ts$' },
      { path: ['^tests/', '\\.test\\.ts$'] },
    ),
    rule(
      'no-development-packages-in-the-product',
      'It runs after npm ci --omit=dev.',
      { path: '^src/', pathNot: ['\\.test\\.ts$', '^src/http/explorer/page/'] },
      { dependencyTypes: ['npm-dev'] },
    ),
    rule(
      'packages-are-listed',
      'A package comes by package.json, not by somebody else who needs it.',
      { path: '^src/', pathNot: '^src/http/explorer/page/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^src/http/explorer/page/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
