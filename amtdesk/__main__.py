"""`python -m amtdesk`."""

import sys

from amtdesk.cli import main

sys.exit(main())
