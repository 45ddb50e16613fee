// Cucumber imports plugins as ES modules, which know nothing of TypeScript; `require` does.
module.exports = require('./planned');
