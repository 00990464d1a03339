# make run PORT=3001 SMTP_PORT=2526; make test ARGS="tests/core -x"; PYTHON=/path/to/python3.12
PORT ?= $(or $(MONESPACE_PORT),3000)
BACK_PORT ?= 8000
SMTP_PORT ?= $(or $(MONESPACE_SMTP_IN_PORT),2525)
ARGS ?=

BOOTSTRAP = @python=$$(PYTHON="$(PYTHON)" sh tools/find-python.sh) || exit 1; exec "$$python" -m tools.bootstrap

.PHONY: run dev test security lint format lock screens bench clean help

help:
	@echo "make run      démarrer sur http://localhost:$(PORT) (PORT=3001 pour un autre port)"
	@echo "make dev      le même avec rechargement à chaud"
	@echo "make test     tous les tests (ARGS=\"tests/core -x\" pour en choisir)"
	@echo "make security les campagnes de sécurité au complet"
	@echo "make lint     style, types et imports ; make format met en forme"
	@echo "make screens  photographier chaque écran dans screens/"
	@echo "make bench    mesurer les brouillons, les documents, et les pages avec Lighthouse"
	@echo "make lock     refaire tous les verrous de versions"
	@echo "make clean    retirer ce qui est construit (les données de var/ restent)"

run:
	$(BOOTSTRAP) run --port $(PORT) --smtp-port $(SMTP_PORT)

dev:
	$(BOOTSTRAP) dev --port $(PORT) --back-port $(BACK_PORT) --smtp-port $(SMTP_PORT)

test:
	$(BOOTSTRAP) test -- $(ARGS)

security:
	$(BOOTSTRAP) tool -- pytest -q tests/security tests/core/content --campaign=full $(ARGS)

lint:
	$(BOOTSTRAP) tool -- pytest -q tests/tools/test_quality.py

format:
	$(BOOTSTRAP) tool -- ruff format
	$(BOOTSTRAP) tool -- ruff check --fix

lock:
	$(BOOTSTRAP) tool -- python -m tools.lock $(ARGS)

screens:
	$(BOOTSTRAP) screens -- $(ARGS)

bench:
	$(BOOTSTRAP) bench -- $(ARGS)

clean:
	rm -rf .venv .web .states screens test-results tools/axe/node_modules bench/node_modules
	rm -rf .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
