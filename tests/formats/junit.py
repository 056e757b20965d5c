"""Reads a JUnit report and prints its cases as JSON: [suite, name, result, message, file, line].

usage: junit.py DIRECTORY REPORT
"""

import json
import sys

from junitparser import Error, Failure, JUnitXml

report = JUnitXml.fromfile(sys.argv[2])
cases = []
for suite in report:
    counts = (suite.tests, suite.failures, suite.errors, suite.skipped)
    suite.update_statistics()
    counted = (suite.tests, suite.failures, suite.errors, suite.skipped)
    if counts != counted:
        sys.exit(f"{suite.name} says that it has {counts} tests, failures, errors and skipped ones, and has {counted}")
    for case in suite:
        failed = [result for result in case.result if isinstance(result, (Failure, Error))]
        message = failed[0].message if failed else None
        result = failed[0].type if failed else "passed"
        cases.append([suite.name, case.name, result, message, case._elem.get("file"), case._elem.get("line")])
totals = (report.tests, report.failures)
if totals != (len(cases), sum(case[2] != "passed" for case in cases)):
    sys.exit(f"the report says that it has {totals} tests and failures")
print(json.dumps(cases))
