// Stands in for the package `debug` inside of simple-git: our own --debug tells of every call of git, and the package
// loads terminal modules on every commit to find out that nobody listens.
module.exports = function createDebug() {
  return Object.assign(() => {}, {
    enabled: false,
    namespace: '',
    extend: createDebug,
    destroy: () => false,
  });
};
module.exports.formatters = {};
