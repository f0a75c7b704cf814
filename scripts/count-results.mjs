// Ends a CI run: counts the tests in vitest's report and the checks, and says "N passed, N failed" as its last line.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const [path = '', testsStatus, checkStatus] = process.argv.slice(2);

function readReport() {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const nothing = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};
const found = readReport();
const report = found ?? nothing;
const results = report.testResults.flatMap((file) => file.assertionResults.map((test) => ({ file, test })));
for (const { file, test } of results.filter(({ test }) => test.status !== 'passed')) {
  console.log(`${test.status}: ${file.name} > ${test.fullName}`);
}
// A file that could not even be loaded counts once: it has no tests of its own to count.
const brokenFiles = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
);
for (const file of brokenFiles)
  console.log(`failed: ${file.name}: ${(file.message ?? '').split('\n', 1)[0]}`);

// A test that did not run proves nothing, so here it counts as failed.
let failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + brokenFiles.length;
let passed = report.numPassedTests;
if (failed === 0 && (testsStatus !== '0' || !found)) {
  console.log(`failed: npm ci && npm test ended with ${testsStatus}${found ? '' : ' and left no report'}`);
  failed += 1;
}
if (checkStatus === '0') {
  passed += 1;
} else {
  console.log(`failed: npm run check ended with ${checkStatus}`);
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
