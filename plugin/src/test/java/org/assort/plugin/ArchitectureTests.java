/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.BeforeClass;
import org.junit.Test;

/** Holds the layout: what may know what. */
public class ArchitectureTests {

    private static JavaClasses production;

    @BeforeClass
    public static void read() {
        production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.assort");
        // An import that found nothing would let every rule pass.
        assertContains("org.assort.rescorer.Diversifier");
        assertContains("org.assort.model.ModelLoader");
        assertContains("org.assort.bundles.count.Miner");
        assertContains("org.assort.plugin.AssortPlugin");
    }

    private static void assertContains(String name) {
        if (production.contain(name) == false) {
            throw new AssertionError(name + " was not found on the class path");
        }
    }

    @Test
    public void onlyThePluginKnowsOpenSearch() {
        noClasses()
                .that()
                .resideInAnyPackage("org.assort.rescorer..", "org.assort.model..", "org.assort.bundles..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.opensearch..")
                .check(production);
    }

    @Test
    public void theModulesBelowDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("org.assort.rescorer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.assort.model..", "org.assort.bundles..", "org.assort.plugin..")
                .check(production);
        noClasses()
                .that()
                .resideInAPackage("org.assort.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.assort.rescorer..", "org.assort.bundles..", "org.assort.plugin..", "org.apache.lucene..")
                .check(production);
        noClasses()
                .that()
                .resideInAPackage("org.assort.bundles..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.assort.rescorer..", "org.assort.model..", "org.assort.plugin..")
                .check(production);
    }

    @Test
    public void modelsDoNotKnowTheClauseAndRestKnowsNoRescoring() {
        noClasses()
                .that()
                .resideInAnyPackage("org.assort.plugin.model..", "org.assort.plugin.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.assort.plugin.rescore..")
                .check(production);
    }

    @Test
    public void noStateIsStatic() {
        // Several nodes of a test cluster share one JVM.
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("org.assort.plugin..")
                .should()
                .beFinal()
                .check(production);
    }

    @Test
    public void noClassIsALooseBag() {
        classes().should().haveNameNotMatching(".*(Utils?|Helpers?)").check(production);
    }
}
