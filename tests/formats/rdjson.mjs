// Holds a report in the Reviewdog Diagnostic Format against its schema, and says what is wrong.
// usage: node rdjson.mjs DIRECTORY <REPORT
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { validate } = createRequire(`${process.argv[2]}/`)("@umbrelladocs/rdformat-validator");
const result = await validate(readFileSync(0, "utf8"), { strictMode: true });
// That nothing was found is no fault of the report.
const warnings = (result.warnings ?? []).filter(({ code }) => code !== "EMPTY_ARRAY");
const wrong = [...(result.errors ?? []), ...warnings];
if (!result.valid || wrong.length > 0) {
  console.error(JSON.stringify(result, null, 2));
  process.exit(1);
}
