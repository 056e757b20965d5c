// Holds a report in the Reviewdog Diagnostic Format against its schema, and says what is wrong.
// usage: node rdjson.mjs DIRECTORY <REPORT
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { validate } = createRequire(`${process.argv[2]}/`)("@umbrelladocs/rdformat-validator");
const result = await validate(readFileSync(0, "utf8"), { strictMode: true });
const wrong = [...(result.errors ?? []), ...(result.warnings ?? [])];
if (!result.valid || wrong.length > 0) {
  console.error(JSON.stringify(result, null, 2));
  process.exit(1);
}
